const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/**
 * The words of a unit's value (systemd.syntax(7), "Quoting"): blanks separate them, quotes of both kinds join and go away, and C's
 * escapes are resolved in and out of quotes. Out: undefined where a quote stays open or an escape is none.
 */
export function unitWords(value: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < value.length; ) {
    const character = value[at] as string;
    if (character === '\\') {
      const found = escapeAt(value, at + 1);
      if (found === undefined) return undefined;
      word = (word ?? '') + found.text;
      at = found.end;
      continue;
    }
    at += 1;
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

function escapeAt(value: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const simple = ESCAPES[value[at] ?? ''];
  if (simple !== undefined) return { text: simple, end: at + 1 };
  const match = /^(?:x([0-9A-Fa-f]{2})|([0-7]{3})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/.exec(
    value.slice(at, at + 9),
  );
  if (match === null) return undefined;
  const [all, hex, octal, short, long] = match;
  const code =
    octal === undefined ? Number.parseInt(hex ?? short ?? long ?? '', 16) : Number.parseInt(octal, 8);
  if (code === 0 || code > 0x10ffff) return undefined;
  return { text: String.fromCodePoint(code), end: at + all.length };
}
