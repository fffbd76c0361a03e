import { APOSTROPHE } from '../../sip/characters.js';

const ESCAPED_APOSTROPHE = Buffer.from(`'\\''`);

/**
 * Quotes bytes as one word for a POSIX shell, so that the word is taken literally whatever it holds.
 * In: any bytes but NUL. Out: the bytes between apostrophes, each apostrophe within as `'\''`
 * (POSIX.1-2017 XCU 2.2.2).
 */
export function shellQuote(value: Uint8Array): Buffer {
  const pieces: Buffer[] = [Buffer.from("'")];
  let start = 0;
  for (let at = value.indexOf(APOSTROPHE); at !== -1; at = value.indexOf(APOSTROPHE, start)) {
    pieces.push(Buffer.from(value.subarray(start, at)), ESCAPED_APOSTROPHE);
    start = at + 1;
  }
  pieces.push(Buffer.from(value.subarray(start)), Buffer.from("'"));
  return Buffer.concat(pieces);
}

/** A word for a command line that people copy: as it is where a POSIX shell takes it as one word, else quoted. As UTF-8. */
export function shellWord(word: Uint8Array): string {
  const text = Buffer.from(word).toString();
  return /^[\w@%+:,./-]+$/.test(text) ? text : shellQuote(word).toString();
}
