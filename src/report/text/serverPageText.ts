import type { DescribedGroup, DescribedRule, ServerPage } from '../../server/rules/serverPage.js';

const widthColumns = 110;

/** The page of a server: each rule with its case, what it decides, what the server does, and the section of docs/servers.md. */
export function serverPageText({ profile, groups }: ServerPage): string {
  const { id, title, functions } = profile;
  const lines = [
    `${id}: ${title}`,
    `functions: ${functions.join(', ')} (docs/servers.md §0)`,
    ...groups.flatMap(groupLines),
  ];
  return `${lines.join('\n')}\n`;
}

function groupLines({ name, title, rules }: DescribedGroup): string[] {
  return ['', `${title} (${name})`, ...rules.flatMap(ruleLines)];
}

function ruleLines({ name, value, effect, meaning, section, cases }: DescribedRule): string[] {
  const shown = cases === undefined ? '' : `: ${value}`;
  return [`  ${name}${shown} (§${section})`, ...wrapped(`${effect} ${meaning}`, '      ')];
}

/** Breaks a text between words. */
function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + word.length > widthColumns && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
