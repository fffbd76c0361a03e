import type { Comparison } from '../comparison/serverComparison.js';

const NOT_SET = Buffer.from('(not set)');

/**
 * A comparison as text: first what becomes of the message, then each variable that differs with its values, the
 * servers that agree on one line. Servers that set nothing at all are named once, not with every variable.
 */
export function comparisonText({ servers, differences }: Comparison): Buffer {
  const outcomes = servers.map(({ outcome, reason, seen }) => {
    if (reason !== undefined) return `${outcome}: ${reason}`;
    return seen.length === 0 ? `${outcome}, with no variable set` : outcome;
  });
  const ids = servers.map(({ id }) => id);
  const pieces = [
    section(
      'outcome',
      ids,
      outcomes.map((outcome) => Buffer.from(outcome)),
    ),
  ];
  const setting = servers.flatMap(({ seen }, i) => (seen.length > 0 ? [i] : []));
  let differing = 0;
  for (const { name, values } of differences) {
    const shown = setting.map((i) => values[i] ?? NOT_SET);
    if (shown.every((value) => value.equals(shown[0] as Buffer))) continue;
    differing += 1;
    pieces.push(
      section(
        name,
        setting.map((i) => ids[i] as string),
        shown,
      ),
    );
  }
  const what = differing === 1 ? 'variable differs' : 'variables differ';
  pieces.push(Buffer.from(`${differing} ${what} between servers that set any\n`));
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
