import { cell, code, plain, table } from './markdown.mjs';

/**
 * What servers do, side by side, from their profiles: a table a group of rules, each rule with every way that it is kept.
 * In: the profiles of all servers that were measured with their described rules, and what names several of them for people.
 * Out: pages in Markdown by their paths.
 */
export function serversReference(pages, nameServers) {
  const parts = [
    '# Servers side by side\n\nMade from the profiles that the program runs by. The section says where [the record](../servers.md) tells how it was measured.\n',
  ];
  const functions = [...new Set(pages.flatMap(({ profile }) => profile.functions))];
  const rows = pages.map(({ profile }) => [
    code(profile.id),
    ...functions.map((name) => (profile.functions.includes(name) ? 'yes' : '')),
    profile.environment.variables === 'all' ? 'yes' : '',
    profile.environment.setvarsDefault === 'on' ? 'on' : 'off',
  ]);
  parts.push(
    `## Functions\n\n${table(['server', ...functions.map(code), 'sets variables', '`setvars` unless said'], rows)}`,
  );
  for (const group of groupsOf(pages))
    parts.push(`## ${plain(group.title)}\n\n${groupTable(group, pages, nameServers)}`);
  return { 'servers.md': parts.join('\n') };
}

function groupsOf(pages) {
  return [...new Map(pages.flatMap(({ groups }) => groups.map((group) => [group.name, group]))).values()];
}

function groupTable({ name }, pages, nameServers) {
  const rules = new Map();
  for (const { profile, groups } of pages) {
    for (const rule of groups.find((group) => group.name === name)?.rules ?? []) {
      const meanings = rules.get(rule.name) ?? { rule, servers: new Map() };
      meanings.servers.set(rule.meaning, [...(meanings.servers.get(rule.meaning) ?? []), profile.id]);
      rules.set(rule.name, meanings);
    }
  }
  const rows = [...rules.values()].flatMap(({ rule, servers }) =>
    [...servers].map(([meaning, ids], i) => [
      i === 0 ? cell(rule.effect) : '',
      cell(meaning),
      cell(ids.length === pages.length ? 'all' : nameServers(ids)),
      i === 0 ? rule.section : '',
    ]),
  );
  return table(['', 'the server does', 'which', 'section'], rows);
}
