import type { CapturedMessage } from '../capture/capturedMessage.js';
import type { EnvironmentEntry } from '../exec/environment.js';
import type { Recording } from './recording.js';

/** A message to hold a recording against, and where it is from. */
export interface RecordedMessage {
  readonly captured: CapturedMessage;
  /**
   * `input`: the command's own input, byte for byte. `capture`: a packet that was captured beside the recorder.
   * `variables`: made of the `SIP_*` variables, so that only some of what they say can be checked.
   */
  readonly origin: 'input' | 'capture' | 'variables';
}

/** Names that are not the variable's with hyphens (servers.md §1.2). */
const headerNames: Readonly<Record<string, string>> = { CALLID: 'Call-ID' };
/** They come first, so that a server that reads no further than it needs finds them. */
const firstHeaders = ['VIA', 'FROM', 'TO', 'CALLID', 'CSEQ'];

/**
 * The message of a call: its input where that is a message, else the one of the same transaction in a capture, else
 * what can be made of the variables. Out: undefined where the recording tells of no message at all.
 */
export function messageOfRecording(
  recording: Recording,
  capture: ReadonlyMap<string, CapturedMessage> = new Map(),
): RecordedMessage | undefined {
  const { input } = recording;
  if (input !== undefined && recording.function === 'exec_msg')
    return { captured: { bytes: input }, origin: 'input' };
  const variables = seenVariables(recording.environment);
  const found = capture.get(transactionKey(variables));
  if (found !== undefined) return { captured: found, origin: 'capture' };
  const bytes = rebuilt(variables);
  return bytes === undefined ? undefined : { captured: { bytes }, origin: 'variables' };
}

/** The variables that a server sets, as a command sees them: of several with one name the last. */
export function seenVariables(environment: readonly EnvironmentEntry[]): Map<string, Buffer> {
  return new Map(
    environment.flatMap(({ name, value }) => (name.startsWith('SIP_') ? [[name, value] as const] : [])),
  );
}

/** What tells the transaction of a call: Call-ID, CSeq and the top Via, as its variables have them. */
function transactionKey(variables: ReadonlyMap<string, Buffer>): string {
  const text = (name: string) => variables.get(`SIP_HF_${name}`)?.toString('latin1') ?? '';
  return keyOf(text('CALLID'), text('CSEQ'), text('VIA'));
}

/** The same of a message of a capture; of several Vias the first counts. In: values as text of one byte a character. */
export function keyOf(callId: string, cseq: string, via: string): string {
  const plain = (value: string) => value.replace(/[ \t\r\n]+/g, ' ').trim();
  return [plain(callId), plain(cseq), plain(via.split(',', 1)[0] as string)].join('\n');
}

function rebuilt(variables: ReadonlyMap<string, Buffer>): Buffer | undefined {
  const uri = variables.get('SIP_ORUI') ?? variables.get('SIP_ORURI');
  const cseq = variables.get('SIP_HF_CSEQ')?.toString('latin1');
  if (uri === undefined || cseq === undefined) return undefined;
  const method = /^\s*\d+\s+([A-Za-z]+)/.exec(cseq)?.[1] ?? 'INVITE';
  const headers = [...variables].flatMap(([name, value]) =>
    name.startsWith('SIP_HF_') ? [{ name: name.slice('SIP_HF_'.length), value }] : [],
  );
  const place = ({ name }: { name: string }) =>
    firstHeaders.includes(name) ? firstHeaders.indexOf(name) : firstHeaders.length;
  headers.sort((a, b) => place(a) - place(b));
  return Buffer.concat([
    Buffer.from(`${method} `),
    uri,
    Buffer.from(' SIP/2.0\r\n'),
    ...headers.flatMap(({ name, value }) => [
      Buffer.from(`${headerNames[name] ?? name.replaceAll('_', '-')}: `),
      value,
      Buffer.from('\r\n'),
    ]),
    Buffer.from('\r\n'),
  ]);
}
