import { isUtf8 } from 'node:buffer';
import type { MessageIdentity } from '../json/messageRecord.js';
import { timeText } from '../json/messageRecord.js';
import { cell, htmlPage } from '../page/htmlPage.js';
import { amongThoseThatSet, type Comparison, outcomeText } from './serverComparison.js';

/** A message with what servers make of it. */
export interface ComparedMessage {
  readonly identity: MessageIdentity;
  readonly comparison: Comparison;
}

/** Comparisons as one page: for each message what becomes of it, and each variable that differs with the servers of each value. */
export function comparisonPage(messages: readonly ComparedMessage[], version: string): string {
  const servers = messages[0]?.comparison.servers.map(({ id }) => id) ?? [];
  const differing = messages.filter(
    ({ comparison }) => amongThoseThatSet(comparison).differences.length > 0,
  ).length;
  const count = `${messages.length} ${messages.length === 1 ? 'message' : 'messages'}`;
  const title = `${count}, ${differing} with differences between servers`;
  return htmlPage(title, [
    `<header><h1>${cell(title)}</h1><p>${cell(`${servers.join(', ')} · sipexec ${version}`)}</p></header>`,
    ...messages.flatMap((message) => messagePart(message, messages.length === 1)),
  ]);
}

function messagePart({ identity, comparison }: ComparedMessage, isOnly: boolean): string[] {
  const { index, input, frame, time, summary } = identity;
  const where = [
    input,
    frame === undefined ? '' : `frame ${frame}`,
    time === undefined ? '' : timeText(time),
  ];
  const about = [...where, summary.callId === undefined ? '' : `Call-ID ${summary.callId}`];
  const { servers } = comparison;
  const { ids, differences } = amongThoseThatSet(comparison);
  const same = comparison.same + comparison.differences.length - differences.length;
  return [
    `<details${isOnly || differences.length > 0 ? ' open' : ''}>`,
    `<summary>${cell(`${index}: ${summary.method ?? ''} ${summary.uri ?? ''}`)} <small>${cell(about.filter((part) => part !== '').join(', '))}</small></summary>`,
    '<div class="scroll"><table class="comparison"><thead><tr><th>variable</th><th>value</th><th>servers</th></tr></thead><tbody>',
    ...rows(
      '(outcome)',
      servers.map(({ id }) => id),
      servers.map(outcomeText),
    ),
    ...differences.flatMap(({ name, values }) =>
      rows(
        name,
        ids,
        values.map((value) => (value === undefined ? undefined : textOf(value))),
      ),
    ),
    '</tbody></table></div>',
    `<p>${same} ${same === 1 ? 'variable is' : 'variables are'} the same on all servers that set any.</p>`,
    '</details>',
  ];
}

/** A row for each value, with the servers that agree on it. Undefined: not set. */
function rows(name: string, ids: readonly string[], values: readonly (string | undefined)[]): string[] {
  const groups = new Map<string | undefined, string[]>();
  ids.forEach((id, i) => {
    groups.set(values[i], [...(groups.get(values[i]) ?? []), id]);
  });
  return [...groups].map(([value, group], i) => {
    const first = i === 0 ? `<th rowspan="${groups.size}">${cell(name)}</th>` : '';
    const shown =
      value === undefined || value === ''
        ? `<td class="none">${value === '' ? 'empty' : 'not set'}</td>`
        : `<td>${cell(value)}</td>`;
    return `<tr>${first}${shown}<td class="servers">${cell(group.join(', '))}</td></tr>`;
  });
}

/** UTF-8 where it is that, else a character a byte. */
function textOf(value: Buffer): string {
  return value.toString(isUtf8(value) ? 'utf8' : 'latin1');
}
