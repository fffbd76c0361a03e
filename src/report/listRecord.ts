import type { Endpoint } from '../sip/endpoint.js';
import { type MessageIdentity, timeText } from './messageRecord.js';

/**
 * The record of `list --json` for one message, without its line end: the same text as JSON.stringify makes of
 * `{ message: messageRecord(identity), latin1 }`, put together by hand, because a capture may hold millions.
 */
export function listRecordLine(identity: MessageIdentity): string {
  const { index, input, frame, time, transport, source, destination, summary } = identity;
  const { method, status, uri, callId, cseq, latin1 } = summary;
  let line = `{"message":{"index":${index},"input":${quoted(input)}`;
  if (frame !== undefined) line += `,"frame":${frame}`;
  if (time !== undefined) line += `,"time":"${timeText(time)}"`;
  if (method !== undefined) line += `,"method":${quoted(method)}`;
  if (status !== undefined) line += `,"status":${status}`;
  if (uri !== undefined) line += `,"uri":${quoted(uri)}`;
  if (callId !== undefined) line += `,"callId":${quoted(callId)}`;
  if (cseq !== undefined) line += `,"cseq":${quoted(cseq)}`;
  if (transport !== undefined) line += `,"transport":"${transport}"`;
  if (source !== undefined) line += `,"source":${endpoint(source)}`;
  if (destination !== undefined) line += `,"destination":${endpoint(destination)}`;
  if (latin1 === undefined) return `${line}}}`;
  return `${line}},"latin1":${JSON.stringify(latin1.map((name) => `message.${name}`))}}`;
}

function endpoint({ ip, port }: Endpoint): string {
  return `{"ip":${quoted(ip)},"port":${port}}`;
}

/** A JSON string. Nearly all texts hold nothing that must be escaped. */
function quoted(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return JSON.stringify(text);
  }
  return `"${text}"`;
}
