import type { CommandIo } from '../commandIo.js';

/**
 * How many columns the terminal has that standard output is; where it is none, what `COLUMNS` says, as for other programs.
 * Out: undefined where nobody says.
 */
export function outputWidth({
  stdout,
  environment,
}: Pick<CommandIo, 'stdout' | 'environment'>): number | undefined {
  const columns = stdout.isTerminal ? process.stdout.columns : 0;
  if (columns > 0) return columns;
  const said = environment.find(({ name }) => name === 'COLUMNS')?.value.toString() ?? '';
  return /^[1-9]\d{0,4}$/.test(said) ? Number(said) : undefined;
}
