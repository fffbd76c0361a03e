import { mandatory } from '../../requests.js';
import { print } from '../richRequest.js';

/** A text, and what each of some transformations makes of it. */
export type MadeOf = readonly [text: string, expected: Readonly<Record<string, string>>];

/** What a server prints for `$(hdr(X-A){…})` where X-A carries the text, for each of some transformations. */
export function made(
  text: string,
  transformations: readonly string[],
  server: string,
): Record<string, string> {
  const headers = [...mandatory, `X-A: ${text}`];
  const of = (transformation: string) => print(`$(hdr(X-A){${transformation}})`, server, { headers });
  return Object.fromEntries(transformations.map((transformation) => [transformation, of(transformation)]));
}
