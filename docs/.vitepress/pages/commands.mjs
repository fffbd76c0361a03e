import { cell, code, plain, table } from './markdown.mjs';

/**
 * The reference of the commands: a page that names them all, and one for each.
 * In: the commands, from the tables that make the help. Out: pages in Markdown by their paths.
 */
export function commandsReference(commands) {
  const rows = commands.map(({ name, describe }) => [`[${name}](./${name}.md)`, cell(describe)]);
  const index = `# Commands\n\n${table(['command', 'what it does'], rows)}\nOptions and records in context: [the command line](../../cli.md).\n`;
  return {
    'commands/index.md': index,
    ...Object.fromEntries(commands.map((command) => [`commands/${command.name}.md`, pageOf(command)])),
  };
}

function pageOf({ name, synopsis, describe, positionals, options, examples }) {
  const parts = [`# sipexec ${name}\n\n${plain(describe)}.\n\n\`\`\`text\n${synopsis}\n\`\`\`\n`];
  if (positionals.length > 0)
    parts.push(
      table(
        ['argument', ''],
        positionals.map((one) => [code(one.name), cell(one.describe)]),
      ),
    );
  for (const { heading, entries } of options) {
    if (heading !== undefined) parts.push(`## ${plain(heading)}\n`);
    parts.push(table(['option', ''], entries.map(optionRow)));
  }
  // test/docs/helpExamples.test.ts runs each of these.
  const lines = examples.map(({ line, about }) => `# ${about}\n${line}`);
  parts.push(`## Examples\n\n\`\`\`sh\n${lines.join('\n\n')}\n\`\`\`\n`);
  return parts.join('\n');
}

function optionRow({ forms, describe }) {
  return [forms.map(code).join(', '), cell(describe)];
}
