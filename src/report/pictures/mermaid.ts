import type { MessageRow } from './messageRow.js';
import { arrowText, participantsOf, sentMessages } from './ways.js';

/** Messages as a sequence diagram of Mermaid, which GitHub, GitLab and others draw (mermaid.js.org). With line ends. */
export function mermaid(rows: readonly MessageRow[]): string {
  const sent = sentMessages(rows);
  const names = participantsOf(sent);
  const id = (name: string) => `p${names.indexOf(name) + 1}`;
  const lines = [
    'sequenceDiagram',
    ...names.map((name) => `  participant ${id(name)} as ${escaped(name)}`),
    ...sent.map(
      ({ row, from, to }) =>
        `  ${id(from)}${row.isReply ? '-->>' : '->>'}${id(to)}: ${escaped(arrowText(row))}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Mermaid reads `#59;` as a character; `;` and `#` would end the text, and the word `end` the diagram. */
function escaped(text: string): string {
  return text
    .replace(/[^\p{L}\p{M}\p{N} .,:@+/=()'_?!*&-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replace(/\bend\b/gi, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`);
}
