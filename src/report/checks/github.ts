import { githubAnnotation } from '../githubCommand.js';
import { failureLines } from './failureText.js';
import type { MakeReporter } from './reporter.js';

/** Commands of a GitHub Actions log: an annotation at the expectation that did not come true. */
export const github: MakeReporter = () => ({
  begin: () => '',
  result(result) {
    const { check, status, failures } = result;
    if (status !== 'failed') return '';
    const place = failures[0]?.place ?? check.case.place;
    return `${githubAnnotation('error', place, check.title, failureLines(result).join('\n'))}\n`;
  },
  end: () => '',
});
