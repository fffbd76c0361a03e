import { amongThoseThatSet, type Comparison, outcomeText } from '../comparison/serverComparison.js';

const NOT_SET = Buffer.from('(not set)');

/**
 * A comparison as text: first what becomes of the message, then each variable that differs with its values, the
 * servers that agree on one line. Servers that set nothing at all are named once, not with every variable.
 */
export function comparisonText(comparison: Comparison): Buffer {
  const { servers } = comparison;
  const { ids, differences } = amongThoseThatSet(comparison);
  const pieces = [
    section(
      'outcome',
      servers.map(({ id }) => id),
      servers.map((server) => Buffer.from(outcomeText(server))),
    ),
    ...differences.map(({ name, values }) =>
      section(
        name,
        ids,
        values.map((value) => value ?? NOT_SET),
      ),
    ),
  ];
  const what = differences.length === 1 ? 'variable differs' : 'variables differ';
  pieces.push(Buffer.from(`${differences.length} ${what} between servers that set any\n`));
  return Buffer.concat(pieces);
}

function section(title: string, ids: readonly string[], values: readonly Buffer[]): Buffer {
  const groups = new Map<string, string[]>();
  ids.forEach((id, i) => {
    const key = (values[i] as Buffer).toString('latin1');
    groups.set(key, [...(groups.get(key) ?? []), id]);
  });
  const pieces = [Buffer.from(`${title}\n`)];
  for (const [value, group] of groups) {
    // A folded header stays readable below its variable.
    const indented = value.replace(/\r?\n/g, '\n      ');
    pieces.push(
      Buffer.from(`  ${group.join(', ')}\n      `),
      Buffer.from(indented, 'latin1'),
      Buffer.from('\n'),
    );
  }
  return Buffer.concat(pieces);
}
