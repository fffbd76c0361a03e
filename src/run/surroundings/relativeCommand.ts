import type { Warning } from '../../warnings.js';

/**
 * Says of a command whose place is relative (`relative-command`) that the server looks for it in its own folder: Kamailio goes to `/`
 * when it starts, as a daemon and with -DD, unless -w or `workdir` names another (measured with 5.6.3), and systemd begins there.
 * In: the command as its author wrote it, one character per byte, and the names of the scripts that it names.
 */
export function relativeCommand(command: string, scripts: readonly string[]): Warning | undefined {
  const first = /^\s*(?:[A-Za-z_]\w*=[^\s'"$`;&|<>()]*\s+)*["']?([^\s'"$`;&|<>()]+)/.exec(command)?.[1];
  const relative = [...(first?.includes('/') ? [first] : []), ...scripts].find((name) => !/^[/~]/.test(name));
  if (relative === undefined) return undefined;
  const message = `${relative} is relative to the daemon's folder, which is / unless told otherwise: write its whole path, or say with --cwd where the daemon runs`;
  return { code: 'relative-command', message, isOfCommand: true };
}
