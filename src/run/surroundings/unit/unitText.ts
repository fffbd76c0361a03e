import type { UnitFile } from './findUnit.js';
import { UnitError } from './findUnit.js';

/** One assignment of a unit's `[Service]` section. */
export interface Assignment {
  readonly key: string;
  readonly value: string;
  /** `kamailio.service:12`. */
  readonly place: string;
}

/**
 * The assignments of the `[Service]` section, drop-ins behind the unit itself (systemd.syntax(7)): `#` and `;` begin comments, a
 * backslash at a line's end joins it to the next one with a blank, and blanks around `=` do not count.
 * @throws UnitError for a line that is no assignment
 */
export function serviceAssignments(files: readonly UnitFile[]): Assignment[] {
  return files.flatMap(assignmentsOf);
}

function assignmentsOf({ path, text }: UnitFile): Assignment[] {
  const assignments: Assignment[] = [];
  let section = '';
  for (const { line, number } of joinedLines(text)) {
    const place = `${path}:${number}`;
    const header = /^\[([^\]]*)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header;
      continue;
    }
    if (section === '') throw new UnitError(`${place}: no section begins before this line: it is no unit`);
    if (section !== 'Service') continue;
    const equals = line.indexOf('=');
    if (equals <= 0) throw new UnitError(`${place}: expected NAME=value`);
    assignments.push({ key: line.slice(0, equals).trimEnd(), value: line.slice(equals + 1).trim(), place });
  }
  return assignments;
}

function joinedLines(text: string): { readonly line: string; readonly number: number }[] {
  const joined: { line: string; number: number }[] = [];
  let open: { parts: string[]; number: number } | undefined;
  text.split(/\r?\n/).forEach((raw, i) => {
    const line = raw.replace(/^\ufeff/, '');
    // Comments between continued lines are left out, and the line goes on behind them.
    if (/^[ \t]*[#;]/.test(line)) return;
    const isContinued = line.endsWith('\\');
    const part = isContinued ? line.slice(0, -1) : line;
    if (open === undefined) open = { parts: [part], number: i + 1 };
    else open.parts.push(part);
    if (isContinued) return;
    joined.push({ line: open.parts.join(' ').trim(), number: open.number });
    open = undefined;
  });
  if (open !== undefined) {
    const { parts, number } = open as { parts: string[]; number: number };
    joined.push({ line: parts.join(' ').trim(), number });
  }
  return joined.filter(({ line }) => line !== '');
}
