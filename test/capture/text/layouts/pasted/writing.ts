import type { Traced } from '../tracedMessages.js';

/** How messages stand in a text that somebody pasted, exported or copied. */
export interface Pasted {
  /** What the text tells of a message's way and the reader must tell, too; it must never tell anything wrong. */
  readonly tells: 'both' | 'peer' | 'nothing';
  readonly write: (message: Traced) => string;
  /** What stands before the first message, and behind the last one. */
  readonly head?: string;
  readonly tail?: string;
}

type Ends = Pick<Pasted, 'head' | 'tail'>;
const pasted =
  (tells: Pasted['tells']) =>
  (write: Pasted['write'], ends: Ends = {}): Pasted => ({ tells, write, ...ends });
/** The text tells source and destination, the peer alone, or no address. */
export const both = pasted('both');
export const ofPeer = pasted('peer');
export const bare = pasted('nothing');

export const lf = (text: string) => text.replaceAll('\r\n', '\n');
const two = (number: number) => String(number).padStart(2, '0');
export const clock = (m: Traced) => `00:16:${two(10 + m.at)}.302`;
/** One text for a message that was received, another for one that was sent. */
export const way = (m: Traced, received: string, sent: string) => (m.isReceived ? received : sent);
export const peer = (m: Traced) => way(m, m.source, m.destination);
export const own = (m: Traced) => way(m, m.destination, m.source);
export const ip = (address: string) => address.split(':')[0] as string;
export const port = (address: string) => address.split(':')[1] as string;
export const kind = (m: Traced) => (m.text.startsWith('SIP/') ? 'response' : 'request');
export const linesOf = (m: Traced) => lf(m.text).replace(/\n$/, '').split('\n');
/** The message with something before each of its lines. */
export const each = (m: Traced, before: string | ((line: number) => string)) =>
  linesOf(m)
    .map((line, at) => `${typeof before === 'string' ? before : before(at)}${line}\n`)
    .join('');
export const inHtml = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const doubled = (text: string) => text.replaceAll('"', '""');
