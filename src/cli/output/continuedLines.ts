/**
 * A command line over as many lines as a width wants, each but the last with a backslash at its end, so that a shell reads
 * the same. It is broken at blanks outside of quotes, and not between an option and its value; a word that is wider than all stays whole.
 */
export function continuedLines(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of quotedWords(line)) {
    const longer = current === '' ? word : `${current} ${word}`;
    // Two columns stay for the blank and the backslash.
    if (current !== '' && longer.length > width - 2) {
      const [before, option] = withoutLastOption(current);
      const carried = option === undefined ? word : `${option} ${word}`;
      const fits = carried.length + 4 <= width - 2;
      lines.push(`${fits ? before : current} \\`);
      current = `    ${fits ? carried : word}`;
    } else current = longer;
  }
  return [...lines, current];
}

/** A line and the option at its end, which may want the next word for its value. */
function withoutLastOption(line: string): [string, string | undefined] {
  const blank = line.lastIndexOf(' ');
  const last = line.slice(blank + 1);
  const before = line.slice(0, blank);
  return last.startsWith('-') && before.trim() !== '' ? [before, last] : [line, undefined];
}

function quotedWords(line: string): string[] {
  const words = [''];
  let quote = '';
  for (const character of line) {
    if (character === ' ' && quote === '') {
      words.push('');
      continue;
    }
    if (quote === character) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    words[words.length - 1] += character;
  }
  return words;
}
