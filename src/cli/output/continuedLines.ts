/**
 * A command line over as many lines as a width wants, each but the last with a backslash at its end, so that a shell reads
 * the same. It is broken at blanks outside of quotes; a word that is wider than all stays whole.
 */
export function continuedLines(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of quotedWords(line)) {
    const longer = current === '' ? word : `${current} ${word}`;
    // Two columns stay for the blank and the backslash.
    if (current !== '' && longer.length > width - 2) {
      lines.push(`${current} \\`);
      current = `    ${word}`;
    } else current = longer;
  }
  return [...lines, current];
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
