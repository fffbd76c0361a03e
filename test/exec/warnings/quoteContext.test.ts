import { expect, test } from 'vitest';
import { quoteContexts } from '../../../src/exec/warnings/quoteContext.js';

/** The contexts of each V of a command. */
function contexts(command: string): string[] {
  const spans = [...command.matchAll(/V/g)].map(({ index }) => ({ start: index, end: index + 1 }));
  return quoteContexts(Buffer.from(command), spans);
}

test.each<[string, string[]]>([
  ['echo V', ['unquoted']],
  ["echo 'V' V", ['single-quoted', 'unquoted']],
  ['echo "V" "a\'V\'"', ['double-quoted', 'double-quoted']],
  ['echo "$(echo V)"', ['unquoted']],
  ['echo V # V', ['unquoted', 'comment']],
  ['echo a#V', ['unquoted']],
  ["echo \\'V", ['unquoted']],
])('%s', (command, expected) => {
  expect(contexts(command)).toEqual(expected);
});
