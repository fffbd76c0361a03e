/**
 * How a text is shown. `line`: as one line. `lines`: its line feeds stay. `exact`: one line, and what the eye would miss
 * is made visible as well: tabs, blanks that are none, blanks at the end as `·`.
 */
export type ShownAs = 'line' | 'lines' | 'exact';

/**
 * The one way in which text that came from a message, a suite, a script or a command gets into what people read: on a
 * terminal, in a log, in a report. Nothing in it steers a terminal (control characters, C1 among them), reorders or hides
 * what is shown (bidirectional and invisible characters), or gives the log of a CI service a command.
 */
export function shownText(text: string, as: ShownAs): string {
  // The quick way for nearly every text: a list has millions of them.
  if (PLAIN.test(text) && !/::|##/.test(text) && !(as === 'exact' && text.endsWith(' '))) return text;
  const wanted = as === 'exact' ? UNSEEN : STEERING;
  const shown = text.replace(wanted, (character) => {
    if (character === '\n' && as === 'lines') return character;
    return NAMED[character] ?? codeText(character.codePointAt(0) as number);
  });
  const tame = withoutCommands(shown);
  return as === 'exact' ? withBlanksAtEnd(tame) : tame;
}

/** A text as `exact` has it. */
export function exactly(text: string): string {
  return shownText(text, 'exact');
}

/** Whether a text can be shown as it is, line feeds included. */
export function isShownAsItIs(text: string): boolean {
  return shownText(text, 'lines') === text;
}

/** ASCII that can be seen, and blanks. */
const PLAIN = /^[ -~]*$/;

/** Characters that steer a terminal, or that change or hide what stands beside them. */
const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

/** Those, and every other character that looks like a blank. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\n': '\\n', '\x1b': '\\e' };

function withBlanksAtEnd(text: string): string {
  const kept = text.trimEnd();
  return kept + '·'.repeat(text.length - kept.length);
}

/** `\x07`, `\u{202E}`. */
function codeText(code: number): string {
  const hex = code.toString(16).toUpperCase();
  return code < 0x80 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/**
 * GitHub Actions obeys `::name::` at the beginning of a line, behind blanks of any kind (its runner trims each line as .NET
 * does, U+00A0 and U+3000 included), and `##[name]` anywhere; Azure Pipelines `##vso[…]`, TeamCity `##teamcity[…]`. A
 * backslash within makes text of each.
 */
function withoutCommands(text: string): string {
  return text
    .replace(/^([^\S\n\r\u2028\u2029]*):(?=:[A-Za-z_-])/gm, '$1\\:')
    .replace(/##(?=\[|vso\[|teamcity\[)/g, '#\\#');
}
