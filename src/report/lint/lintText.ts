import type { LintFinding } from '../../lint/finding.js';
import { recordLine } from '../json/recordText.js';
import { configPlaceText } from '../text/configText.js';

/** A finding as editors read it: `route.sh:7:12: what is wrong and the way out [code]`. Without a line end. */
export function findingLine({ code, message, place }: LintFinding): string {
  return `${configPlaceText(place)}: ${message} [${code}]`;
}

/** A finding as a JSON record of one line, without its end. */
export function findingRecordLine({ code, message, place }: LintFinding): string {
  const { file, line, column } = place;
  return recordLine({ file, line, column, code, message });
}
