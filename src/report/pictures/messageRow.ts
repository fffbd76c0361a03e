import type { CaptureTime } from '../../capture/capturedMessage.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { exactly } from '../../shownText.js';
import { sentProtocolOf } from '../../sip/compose/composeRequest.js';
import type { Endpoint } from '../../sip/endpoint.js';
import { timeText } from '../json/messageRecord.js';
import type { ListColumn } from './listColumns.js';

/** One message as tables and pictures show it: every text as people are shown it. */
export interface MessageRow {
  readonly index: number;
  readonly time: CaptureTime | undefined;
  /** Its way, as far as the capture tells. */
  readonly source: string | undefined;
  readonly destination: string | undefined;
  /** Who sent the request, by its topmost Via, which a reply has, too. */
  readonly sentBy: string | undefined;
  readonly isReply: boolean;
  /** What each column of a list says; nothing where there is nothing to say. */
  readonly cells: Readonly<Record<ListColumn, string>>;
}

/** What a picture needs of a message: it keeps none of its bytes. */
export function messageRow(message: InputMessage): MessageRow {
  const { index, input, captured, summary } = message;
  const { frame, time, transport, source, destination } = captured;
  const shown = (text: string | undefined) => (text === undefined ? '' : exactly(text));
  const [from, to] = [source, destination].map((end) => (end === undefined ? undefined : endText(end)));
  return {
    index,
    time,
    source: from,
    destination: to,
    sentBy: shown(sentProtocolOf(message.header('via'))?.sentBy) || undefined,
    isReply: message.isReply,
    cells: {
      number: String(index),
      input: shown(input),
      frame: frame === undefined ? '' : String(frame),
      time: time === undefined ? '' : timeText(time),
      transport: transport ?? '',
      source: from ?? '',
      destination: to ?? '',
      method: shown(summary.method ?? (summary.status === undefined ? '?' : String(summary.status))),
      uri: shown(summary.uri ?? summary.reason),
      from: shown(message.header('from')),
      to: shown(message.header('to')),
      cseq: shown(summary.cseq),
      'call-id': shown(summary.callId),
    },
  };
}

/** The time of day, to the millisecond. */
export function clockText(time: CaptureTime): string {
  return timeText(time).slice(11, 23);
}

function endText({ ip, port }: Endpoint): string {
  const host = ip.includes(':') ? `[${ip}]` : ip;
  return port === 0 ? host : `${host}:${port}`;
}
