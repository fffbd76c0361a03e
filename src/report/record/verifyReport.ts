import type { RecordedMessage } from '../../record/messageOfRecording.js';
import type { Recording } from '../../record/recording.js';
import type { RecordingDifference, Verdict } from '../../record/verifyRecording.js';
import { shownText } from '../../shownText.js';
import { seenText } from '../../suite/judge/seenText.js';

/** One call that differs, already without names. */
export interface ReportedCall {
  readonly recording: Recording;
  readonly message: RecordedMessage | undefined;
  readonly verdict: Verdict;
  readonly notes: readonly string[];
}

/** More calls than this tell nothing new, and nobody reads them over before the report is sent. */
const MAX_CALLS = 10;

/**
 * The text of a bug report: what was compared, and of each call that differs the difference, the message, what the
 * command was given, and how it ended.
 * In: sipexec's version and system; the line that verify ends with.
 */
export function verifyReport(
  about: { readonly version: string; readonly system: string; readonly summary: string },
  calls: readonly ReportedCall[],
): string {
  const shown = calls.slice(0, MAX_CALLS);
  const more = calls.length - shown.length;
  return [
    `sipexec ${about.version}, ${about.system}`,
    about.summary,
    'Users, numbers, hosts, addresses and keys are replaced; the same text has the same stand-in everywhere.',
    ...shown.flatMap(callText),
    ...(more > 0 ? ['', `and ${more} more calls that differ`] : []),
    '',
  ].join('\n');
}

function callText({ recording, message, verdict, notes }: ReportedCall, index: number): string[] {
  return [
    '',
    `== call ${index + 1}: ${recording.function} held against ${verdict.server} (message from: ${message?.origin ?? 'nowhere'})`,
    ...notes,
    ...(verdict.differences.length === 0
      ? ['no difference is left: it was in text that was replaced by stand-ins']
      : verdict.differences.flatMap(differenceText)),
    ...(message === undefined || message.origin === 'variables'
      ? []
      : ['', '-- message', text(message.captured.bytes)]),
    '',
    '-- environment (SIP_*)',
    ...recording.environment
      .filter(({ name }) => name.startsWith('SIP_') || name.startsWith('OSIPS_'))
      .map(({ name, value }) => `${name}=${oneLine(value)}`),
    '',
    '-- arguments',
    ...recording.arguments.map(oneLine),
    '',
    `-- exit status ${recording.exitStatus}, standard output ${recording.stdout.length} bytes, standard error ${recording.stderr.length} bytes`,
  ];
}

function differenceText({ what, offsetBytes, recorded, expected }: RecordingDifference): string[] {
  const side = (bytes: Buffer | undefined) => (bytes === undefined ? '(not set)' : oneLine(bytes));
  return [`${what}: byte ${offsetBytes + 1} differs`, `- ${side(recorded)}`, `+ ${side(expected)}`];
}

function oneLine(bytes: Buffer): string {
  return shownText(seenText(bytes), 'exact');
}

/** A message line by line, with what the eye would miss made visible. */
function text(bytes: Buffer): string {
  return seenText(bytes)
    .split('\n')
    .map((line) => shownText(line, 'exact'))
    .join('\n');
}
