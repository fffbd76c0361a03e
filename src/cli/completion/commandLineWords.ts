/**
 * The words of a command line as a POSIX shell reads them (XCU 2.2), of its last command, as far as it is written: the last
 * one is the one at the cursor, empty behind a blank. What stands in quotes that are still open belongs to it.
 */
export function commandLineWords(line: string): string[] {
  let words: string[] = [];
  let word = '';
  let quote = '';
  let isBegun = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(line[i + 1] ?? '')) word += line[++i];
      else word += character;
      continue;
    }
    if (/[;&|(\n]/.test(character)) words = [];
    else if (/\s/.test(character) && isBegun) words.push(word);
    if (/[\s;&|(]/.test(character)) {
      [word, isBegun] = ['', false];
      continue;
    }
    isBegun = true;
    if (character === "'" || character === '"') quote = character;
    else word += character === '\\' ? (line[++i] ?? '') : character;
  }
  return [...words, word];
}
