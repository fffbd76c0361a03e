import { registeredMethods } from '../../content/sipFirstLine.js';

/** Header names by which a line is recognised as a header's though something stands before it (RFC 3261 §20, and others). */
const knownNames =
  /(?:^|[^A-Za-z0-9])(Via|From|To|Call-ID|CSeq|Max-Forwards|Contact|Record-Route|Route|Content-Type|Content-Length|User-Agent|Server|Allow|Supported|Require|Expires|Event|Authorization|Proxy-Authorization|P-Asserted-Identity|Subscription-State|Date|Accept|[vftimlkce])[ \t]{0,8}:/gi;
const headerLine = /^[A-Za-z][A-Za-z0-9.!%*_+`'~-]{0,63}[ \t]{0,16}:/;
const knownHeaderLine =
  /^(?:Via|From|To|Call-ID|CSeq|Max-Forwards|Contact|Record-Route|Route|Content-[A-Z]{1,16}|User-Agent|Server|Allow|Supported|Require|Expires|Event|[A-Z]{0,6}-?Authorization|P-[A-Z-]{1,40}|X-[A-Z-]{1,40}|[A-Z]{1,16}-[A-Z-]{1,40}|Date|Accept|Subject|[vftimlkces])[ \t]{0,8}:/i;
const version = 'SIP/2.0';
const methodAtStart = /^[A-Za-z0-9.!%*_+`'~-]{1,64}$/;
const statusBehind = /^SIP\/2\.0 {1,4}[1-6]\d\d(?=[ \t\r.\\#^]|$)/;
const openingQuote = /^[a-z]{0,2}['`](?=[A-Z])/;
/** What may stand behind a first line: its line end as it is, as a point (ngrep) or escaped, or a quote. */
const lineEndBehind = /^[ \t]{0,8}(?:\.?\r?$|\\[rn]|\\0?1[25]|#01[25]|\^M|"|')/;

/** Whether a line is a header's: a name and a colon. */
export function isHeaderLine(text: string): boolean {
  return headerLine.test(text);
}

/** Whether a line is one of the headers that SIP messages have. */
export function isKnownHeaderLine(text: string): boolean {
  return knownHeaderLine.test(text);
}

/** The places behind something else in a line where the name of a known header and its colon stand. */
export function headerPlaces(text: string): number[] {
  const places: number[] = [];
  for (const match of text.slice(0, 400).matchAll(knownNames)) {
    const at = match.index + match[0].indexOf(match[1] as string);
    if (at > 0) places.push(at);
  }
  return places;
}

/**
 * Where in a line a SIP first line begins, looked for from `from`: a method, a URI and SIP/2.0 at the line's end, or
 * SIP/2.0 and a status; -1 where none does. What stands before it in the line must not be a part of its first word.
 */
export function firstLineAt(text: string, from = 0): number {
  for (let at = text.indexOf(version, from); at >= 0; at = text.indexOf(version, at + version.length)) {
    const next = text.charCodeAt(at + version.length);
    // The version in a Via goes on with a slash.
    if (next === 0x2f) continue;
    if (statusBehind.test(text.slice(at, at + 20)) && isOutside(text, at)) return at;
    if (
      text[at - 1] !== ' ' ||
      !lineEndBehind.test(text.slice(at + version.length, at + version.length + 16))
    ) {
      continue;
    }
    const start = requestStart(text, from, at - 1);
    if (start >= 0) return start;
  }
  return -1;
}

/** Where the request line begins whose URI ends at `uriEnd`; one with blanks in its URI only at the line's start. */
function requestStart(text: string, from: number, uriEnd: number): number {
  const blank = text.lastIndexOf(' ', uriEnd - 1);
  if (blank <= from - 1 || blank < 0 || blank === uriEnd - 1) return -1;
  const before = text.slice(Math.max(from, blank - 65), blank);
  const first = text.indexOf(' ', from);
  const method = methodAtEnd(before);
  if (from === 0 && first > 0 && methodAtStart.test(text.slice(0, first))) {
    const word = text.slice(0, first);
    // Quotes may stand in methods, but here they are those of a string: `b'INVITE sip:…`.
    if (first === blank) return openingQuote.exec(word)?.[0].length ?? 0;
    // A URI with blanks, `OPTIONS sip:a b@c SIP/2.0`, or what a log has before the line: `LOG id:7 INVITE sip:…`.
    const isLogged = registeredMethods.has(method) && !registeredMethods.has(word);
    if (!isLogged && /^[A-Za-z][^ ]{0,63}:/.test(text.slice(first + 1, first + 66))) return 0;
  }
  if (method === '' || !text.slice(blank, uriEnd).includes(':')) return -1;
  return /^[A-Z]/.test(method) ? blank - method.length : -1;
}

/** The word of at most 64 letters, digits, `_` and `-` that a text ends with, from its first letter on; '' where none is. */
function methodAtEnd(text: string): string {
  let start = text.length;
  while (start > 0 && text.length - start < 64 && /[A-Za-z0-9_-]/.test(text[start - 1] as string)) start--;
  while (start < text.length && !/[A-Za-z]/.test(text[start] as string)) start++;
  return text.slice(isEscapedEnd(text, start) ? start + 1 : start);
}

/** Whether the letter at `at` is the second half of a line end or a TAB that is escaped: `\n`, `\r`, `\t`. */
function isEscapedEnd(text: string, at: number): boolean {
  return text[at - 1] === '\\' && /[nrt]/.test(text[at] ?? '');
}

/** Whether what stands before `at` cannot be a part of the word that begins there. */
function isOutside(text: string, at: number): boolean {
  return (
    at === 0 ||
    !/[A-Za-z0-9/_-]/.test(text[at - 1] as string) ||
    text.endsWith('#012', at) ||
    isEscapedEnd(text, at - 1)
  );
}
