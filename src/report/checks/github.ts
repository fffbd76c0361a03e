import { failureLines } from './failureText.js';
import type { MakeReporter } from './reporter.js';

/** Commands of a GitHub Actions log: an annotation at the expectation that did not come true. */
export const github: MakeReporter = () => ({
  begin: () => '',
  result(result) {
    const { check, status, failures } = result;
    if (status !== 'failed') return '';
    const { file, line, column } = failures[0]?.place ?? check.case.place;
    const place = `file=${property(file)},line=${line},col=${column},title=${property(check.title)}`;
    return `::error ${place}::${data(failureLines(result).join('\n'))}\n`;
  },
  end: () => '',
});

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
