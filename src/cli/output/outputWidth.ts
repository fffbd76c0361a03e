import type { CommandIo } from '../commandIo.js';

/**
 * How many columns standard output's terminal has; where standard output is no terminal, what `COLUMNS` says, as for other
 * programs. Out: undefined where that is not set either.
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
