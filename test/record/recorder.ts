import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';

/** The recorder as it stands in the source. */
export const wrapper = fileURLToPath(new URL('../../src/record/exec-recorder.sh', import.meta.url));

/** An empty folder of its own; vitest's machine removes the temporary folder. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sipexec-record-'));
}

/** Runs a command through the recorder as a server's shell would. In: the shell; what stands behind its name. */
export async function record(
  words: readonly string[],
  options: Options & { readonly shell?: string } = {},
): Promise<{ status: number | undefined; stdout: string; stderr: string }> {
  const { shell = 'sh', ...rest } = options;
  const [file, ...args] = shell.split(' ') as [string, ...string[]];
  const result = await execa(file, [...args, wrapper, ...words], {
    reject: false,
    stripFinalNewline: false,
    encoding: 'latin1',
    ...(rest.input === undefined ? { stdin: 'ignore' } : {}),
    ...rest,
  } as Options);
  return { status: result.exitCode, stdout: String(result.stdout), stderr: String(result.stderr) };
}

/** The recordings in a folder, in the order of their calls; not the empty folders for calls to come. */
export function recordingsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'recording')))
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => join(folder, name));
}
