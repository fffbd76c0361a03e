import fc from '../fastCheck.js';

/** Transformations to try on text that is put together of pieces. */
export interface Family {
  readonly name: string;
  /** Where the text stands: in the body it may hold line ends. */
  readonly place: 'header' | 'body';
  readonly maxPieces: number;
  /** Modules that are needed beside pv. */
  readonly modules?: readonly string[];
  /** What the text begins with, if with anything. */
  readonly before?: readonly string[];
  readonly pieces: readonly string[];
  /** Each is printed as `$(hdr(X-A){…})`, or of the body; what begins with `$` is printed as it is. */
  readonly transformations: readonly string[];
  /** What only version 6 has. */
  readonly ofVersion6?: readonly string[];
}

/** The items of a list that ` | ` separates. */
export function listed(items: string): string[] {
  return items.split(' | ');
}

/** Requests that carry text of a family's pieces. */
export function requestsWith({ pieces, maxPieces, before = [''], place }: Family): fc.Arbitrary<Buffer> {
  const rest = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: maxPieces });
  return fc
    .tuple(fc.constantFrom(...before), rest)
    .map(([first, chosen]) => requestWith(`${first}${chosen.join('')}`, place));
}

/** A request with the text as the value of X-A, or as its body. */
function requestWith(text: string, place: Family['place']): Buffer {
  const body = place === 'body' ? text : '';
  return Buffer.from(
    [
      'OPTIONS sip:bob@example.com SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx',
      'From: <sip:alice@example.com>;tag=1',
      'To: <sip:bob@example.com>',
      'Call-ID: x',
      'CSeq: 1 OPTIONS',
      `X-A: ${place === 'header' ? text : ''}`,
      'X-B: hello7',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
    'latin1',
  );
}

/** How a script prints a family's transformations. */
export function referencesOf(
  { transformations, ofVersion6 = [], place }: Family,
  isVersion6: boolean,
): string[] {
  const name = place === 'body' ? 'rb' : 'hdr(X-A)';
  const wanted = isVersion6 ? [...transformations, ...ofVersion6] : transformations;
  return wanted.map((written) => (written.startsWith('$') ? written : `$(${name}{${written}})`));
}
