import type { EnvironmentEntry } from '../../exec/environment.js';

/** The few colours that sipexec uses, by what they mean. */
export interface Style {
  warning(text: string): string;
  error(text: string): string;
  heading(text: string): string;
  name(text: string): string;
  faint(text: string): string;
}

const same = (text: string) => text;

/** No colour at all. */
export const plainStyle: Style = { warning: same, error: same, heading: same, name: same, faint: same };

/**
 * The style for one stream: colour only on a terminal, unless `--color`, `FORCE_COLOR` or `NO_COLOR` say otherwise
 * (no-color.org, force-color.org). Loads chalk only when there is colour.
 */
export async function styleFor(
  stream: { readonly isTerminal: boolean },
  option: string | undefined,
  environment: readonly EnvironmentEntry[],
): Promise<Style> {
  if (!wantsColour(stream, option ?? 'auto', environment)) return plainStyle;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { warning: chalk.yellow, error: chalk.red, heading: chalk.bold, name: chalk.cyan, faint: chalk.dim };
}

function wantsColour(
  stream: { readonly isTerminal: boolean },
  option: string,
  environment: readonly EnvironmentEntry[],
): boolean {
  const variable = (name: string) => environment.find((entry) => entry.name === name)?.value.toString();
  if (option !== 'auto') return option === 'always';
  if (variable('NO_COLOR')) return false;
  const forced = variable('FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTerminal && variable('TERM') !== 'dumb';
}
