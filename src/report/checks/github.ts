import { githubAnnotation } from '../githubCommand.js';
import { failureLines } from './failureText.js';
import type { MakeReporter } from './reporter.js';

/** Commands of a GitHub Actions log: an annotation at the expectation that did not come true. */
export const github: MakeReporter = ({ pathFromRoot }) => ({
  begin: () => '',
  result(result) {
    const { check, status, failures } = result;
    if (status !== 'failed') return '';
    const place = failures[0]?.place ?? check.case.place;
    const at = { ...place, file: pathFromRoot(place.file) };
    return `${githubAnnotation('error', at, check.title, failureLines(result).join('\n'))}\n`;
  },
  end: () => '',
});
