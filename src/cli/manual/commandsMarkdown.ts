import { type CommandPage, commandPages, type OptionEntry } from './commandPage.js';

/**
 * The reference of the commands as pages in Markdown: `index.md`, which names them all, and one for each.
 * Out: the pages by the names of their files.
 */
export function commandsMarkdown(): ReadonlyMap<string, string> {
  const rows = commandPages.map(({ name, describe }) => `| [${name}](./${name}.md) | ${cell(describe)} |`);
  const index = `# Commands\n\n${table(['command', 'what it does'], rows)}`;
  const pages = commandPages.map((page): [string, string] => [`${page.name}.md`, pageOf(page)]);
  return new Map([['index.md', index], ...pages]);
}

function pageOf({ name, synopsis, describe, positionals, options, examples }: CommandPage): string {
  const parts = [`# sipexec ${name}\n\n${plain(describe)}.\n\n\`\`\`text\n${synopsis}\n\`\`\`\n`];
  if (positionals.length > 0) {
    const rows = positionals.map((one) => `| ${code(one.name)} | ${cell(one.describe)} |`);
    parts.push(table(['argument', ''], rows));
  }
  if (options.length > 0) parts.push(table(['option', ''], options.map(optionRow)));
  // Examples of whole lines: where they need a network or a terminal, nobody runs them.
  const lines = examples.map(({ line, about }) => `# ${about}\n${line}`);
  parts.push(`## Examples\n\n\`\`\`sh\n${lines.join('\n\n')}\n\`\`\`\n`);
  return parts.join('\n');
}

function optionRow({ forms, describe, choices }: OptionEntry): string {
  const values = choices.length === 0 ? '' : ` (${choices.map(code).join(', ')})`;
  return `| ${forms.map(code).join('<br>')} | ${cell(describe)}${values} |`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return `| ${head.join(' | ')} |\n|${head.map(() => ' --- |').join('')}\n${rows.join('\n')}\n`;
}

/** Text as Markdown that shows it as it is: a `<` begins no tag, a `*` no emphasis, `{{` nothing of the site's own. */
function plain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replace(/[<{}]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[*_[\]`\\]/g, '\\$&');
}

function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
