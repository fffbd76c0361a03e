import { type ScanOptions, scanConfig } from '../../src/config/scanConfig.js';
import type { ScannedConfig } from '../../src/config/scannedConfig.js';

/** Scans a configuration that stands in the test; further files by their names. */
export function scanText(
  text: string,
  options: Omit<ScanOptions, 'readFile'> & {
    readonly files?: Readonly<Record<string, string>>;
    readonly name?: string;
  } = {},
): ScannedConfig {
  const { files = {}, name = 'test.cfg', ...rest } = options;
  const readFile = (path: string) =>
    files[path] === undefined ? undefined : Buffer.from(files[path], 'latin1');
  return scanConfig(name, Buffer.from(text, 'latin1'), { ...rest, readFile });
}

/** Each call in one line: `3:5 exec_dset("text", $var(x)) in route[A]`, an argument as `kind:value`. */
export function callLines(config: ScannedConfig): string[] {
  return config.calls.map((call) => {
    const list = call.arguments.map(({ kind, value }) => `${kind}:${value.toString('latin1')}`).join(', ');
    const name = call.block?.name;
    const block =
      call.block === undefined ? '' : ` in ${call.block.kind}${name === undefined ? '' : `[${name}]`}`;
    const { line, column } = call.place;
    return `${line}:${column} ${call.function}(${list})${block}${call.disabled ? ', disabled' : ''}`;
  });
}

/** Each problem in one line: `code 3:5`. */
export function problemLines(config: ScannedConfig): string[] {
  return config.problems.map(({ code, place }) => `${code} ${place.file}:${place.line}:${place.column}`);
}
