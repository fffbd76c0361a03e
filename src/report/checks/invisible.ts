/**
 * Text for a difference, with what the eye would miss made visible: control characters and invisible ones as escapes
 * (`\t`, `\e`, `\x07`, `\u{200B}`), blanks at the end as `·`.
 */
export function withInvisibles(text: string): string {
  return text
    .replace(INVISIBLE, (character) => NAMED[character] ?? escaped(character.codePointAt(0) as number))
    .replace(/ +$/, (blanks) => '·'.repeat(blanks.length));
}

const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb\ud800-\udfff]/gu;

const NAMED: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\n': '\\n', '\x1b': '\\e' };

function escaped(code: number): string {
  const hex = code.toString(16).toUpperCase();
  return code < 0x80 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
