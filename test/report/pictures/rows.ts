import { type MessageRow, messageRow } from '../../../src/report/pictures/messageRow.js';
import { InputMessage } from '../../../src/run/input/inputMessage.js';
import { request } from '../../cli/program.js';

const ends = (text: string) => {
  const at = text.lastIndexOf(':');
  return { ip: text.slice(0, at), port: Number(text.slice(at + 1)) };
};

/** A message as a picture knows it: from and to as `IP:PORT`, a request as `METHOD URI`, a reply as `STATUS REASON`. */
export function row(
  index: number,
  from: string,
  to: string,
  line: string,
  callId = 'c1',
  ms = index * 10,
): MessageRow {
  const isReply = /^\d/.test(line);
  const [method = '', ...rest] = line.split(' ');
  const text = request({ 'Call-ID': callId }, { method: isReply ? 'INVITE' : method, uri: rest.join(' ') });
  const bytes = Buffer.from(isReply ? text.replace(/^.*/, `SIP/2.0 ${line}`) : text);
  const time = { seconds: 1_795_000_000, nanoseconds: ms * 1_000_000 };
  return messageRow(
    new InputMessage(index, 't.pcap', { bytes, time, source: ends(from), destination: ends(to) }),
  );
}

/** A call through a proxy, each hop with a Call-ID of its own. */
export const callThroughProxy = [
  row(1, '192.0.2.1:5060', '192.0.2.2:5060', 'INVITE sip:bob@biloxi.example.com'),
  row(2, '192.0.2.2:5060', '192.0.2.1:5060', '100 Trying'),
  row(3, '192.0.2.2:5060', '192.0.2.3:5062', 'INVITE sip:bob@192.0.2.3:5062', 'c2'),
  row(4, '192.0.2.3:5062', '192.0.2.2:5060', '486 Busy Here', 'c2'),
  row(5, '192.0.2.2:5060', '192.0.2.1:5060', '486 Busy Here'),
];
