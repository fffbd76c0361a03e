import type { CaptureTime } from '../../capture/capturedMessage.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';
import type { MessageSummary } from '../../sip/summary/messageSummary.js';
import { RecordText, recordLine } from './recordText.js';

/** What a report says of a message's identity. */
export interface MessageIdentity {
  readonly index: number;
  readonly input: string;
  readonly frame?: number | undefined;
  readonly time?: CaptureTime | undefined;
  readonly transport?: Transport | undefined;
  readonly source?: Endpoint | undefined;
  readonly destination?: Endpoint | undefined;
  readonly summary: MessageSummary;
}

/** The `message` object of a JSON record (cli.md, "JSON records"): keys that do not apply are absent. */
export interface MessageRecord {
  readonly index: number;
  readonly input: string;
  readonly frame?: number;
  readonly time?: string;
  readonly method?: string;
  readonly status?: number;
  readonly uri?: string;
  readonly callId?: string;
  readonly cseq?: string;
  readonly transport?: Transport;
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
}

/** Out: the `message` object; undefined values are left out when it becomes JSON. */
export function messageRecord(identity: MessageIdentity): MessageRecord {
  const { index, input, frame, time, transport, source, destination, summary } = identity;
  const { method, status, uri, callId, cseq } = summary;
  const record = {
    index,
    input,
    frame,
    time: time === undefined ? undefined : timeText(time),
    method,
    status,
    uri,
    callId,
    cseq,
    transport,
    source: source === undefined ? undefined : { ip: source.ip, port: source.port },
    destination: destination === undefined ? undefined : { ip: destination.ip, port: destination.port },
  };
  return record as MessageRecord;
}

/**
 * The JSON record of what a command says of one message (cli.md, "JSON records").
 * @param rest makes what stands behind `message`; `texts` makes its strings, and notes those that are no UTF-8
 * Out: one line of NDJSON without its line end.
 */
export function messageRecordLine(
  identity: MessageIdentity,
  rest: (texts: RecordText) => Record<string, unknown>,
): string {
  const texts = new RecordText(identity.summary.latin1?.map((name) => `message.${name}`));
  const record: Record<string, unknown> = { message: messageRecord(identity), ...rest(texts) };
  if (texts.latin1.length > 0) record.latin1 = texts.latin1;
  return recordLine(record);
}

/** A point in time as RFC 3339 has it, in UTC, with six digits of a second, or nine where the capture has them. */
export function timeText({ seconds, nanoseconds }: CaptureTime): string {
  const fraction = nanoseconds % 1000 === 0 ? pad(nanoseconds / 1000, 6) : pad(nanoseconds, 9);
  return `${secondText(seconds)}.${fraction}Z`;
}

let lastSecond = Number.NaN;
let lastSecondText = '';

/** The whole seconds of {@link timeText}. Captures hold thousands of packets a second: each text is made once. */
export function secondText(seconds: number): string {
  if (seconds !== lastSecond) {
    const date = new Date(seconds * 1000);
    lastSecondText = Number.isNaN(date.getTime()) ? '1970-01-01T00:00:00' : date.toISOString().slice(0, 19);
    lastSecond = seconds;
  }
  return lastSecondText;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
