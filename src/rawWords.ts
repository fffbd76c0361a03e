import { isUtf8 } from 'node:buffer';

/**
 * Words of the command line may hold any bytes, and Node decodes them as UTF-8. A byte that is no UTF-8 stands in a
 * word as a lone surrogate (U+DC80 to U+DCFF, as in Python's PEP 383), which no text has: so nothing is lost.
 */
const FIRST_RAW = 0xdc00;
const RAW = /[\udc80-\udcff]/u;

/** The bytes of a word of the command line. */
export function bytesOf(word: string): Buffer {
  if (!RAW.test(word)) return Buffer.from(word);
  const parts = word.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part) =>
      RAW.test(part) && part.length === 1 ? Buffer.of(part.charCodeAt(0) - FIRST_RAW) : Buffer.from(part),
    ),
  );
}

/** One well-formed character, or one byte that begins none (RFC 3629 §4). */
const CHARACTER =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is all of these
  /[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** The word that stands for these bytes. */
export function wordOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return bytes.toString('latin1').replace(CHARACTER, (part) => {
    if (part.length === 1 && part.charCodeAt(0) > 0x7f)
      return String.fromCharCode(FIRST_RAW + part.charCodeAt(0));
    return Buffer.from(part, 'latin1').toString('utf8');
  });
}
