import type { OptionSpec } from './optionTable.js';

/** What a help says of an option: what it is, and the values that it may have, unless these words name them already. */
export function optionText({ describe, choices = [], kind, shownAs }: OptionSpec): string {
  const isSaid =
    kind === 'switch' || shownAs !== undefined || choices.every((choice) => describe.includes(choice));
  return isSaid ? describe : `${describe}; one of ${choices.join(', ')}`;
}

/** Options in the order in which a help shows them: the command's own first, the others by their headings. */
export function inGroups(
  options: readonly OptionSpec[],
): readonly (readonly [string | undefined, readonly OptionSpec[]])[] {
  const groups = new Map<string | undefined, OptionSpec[]>([[undefined, []]]);
  for (const option of options) {
    const group = groups.get(option.group);
    if (group === undefined) groups.set(option.group, [option]);
    else group.push(option);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}
