import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../systemReason.js';
import { writeWhole } from '../writeWhole.js';
import { type Recording, RecordingError } from './recording.js';

/**
 * Writes a recording as the recorder would have, into a new folder of mode 0700. Of what /proc told only what a
 * recording is read for is written.
 * In: lines for people that say what is not as it was recorded.
 * @throws RecordingError where the folder is there already, or cannot be written
 */
export function writeRecording(folder: string, recording: Recording, notes: readonly string[]): void {
  if (existsSync(folder)) throw new RecordingError(`${folder} exists already: name another folder`);
  const seconds = (recording.startedAt?.getTime() ?? 0) / 1000;
  const lines = (...text: readonly string[]) => Buffer.from(`${text.join('\n')}\n`, 'latin1');
  const strings = (texts: readonly Buffer[]) =>
    Buffer.concat(texts.flatMap((text) => [text, Buffer.from('\0')]));
  const files: Readonly<Record<string, Buffer | undefined>> = {
    recording: lines(
      'sipexec recording 1',
      `function ${recording.function}`,
      ...(recording.umask === undefined ? [] : [`umask ${recording.umask}`]),
      'uptime 0.00',
      ...recording.ancestors.map((ancestor) => `ancestor ${ancestor}`),
      ...notes.map((note) => `scrubbed ${note}`),
    ),
    process: Buffer.concat([
      ...(recording.startedAt === undefined ? [] : [lines(`btime ${Math.floor(seconds)}`)]),
      ...[...recording.limits].map(([name, limit]) => lines(limitLine(name, limit))),
      strings(recording.serverArguments),
      Buffer.from('\nenvironment\n'),
      strings(
        recording.environment.map(({ name, value }) =>
          Buffer.concat([Buffer.from(`${name}=`, 'latin1'), value]),
        ),
      ),
    ]),
    arguments: strings(recording.arguments),
    stdin: recording.input,
    stdout: recording.stdout,
    stderr: recording.stderr,
    folder: Buffer.from(`${recording.workingDirectory}\n`),
    end: lines(
      `exit ${recording.exitStatus}`,
      `uptime ${(recording.durationMs / 1000).toFixed(2)}`,
      'given 0',
      ...recording.ends.map(([stream, code]) => `${stream} ${code}`),
      'end',
    ),
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [name, bytes] of Object.entries(files))
      if (bytes !== undefined) writeWhole(join(folder, name), bytes, 0o600);
  } catch (error) {
    throw new RecordingError(`cannot write ${folder}: ${systemReason(error, 'make-file')}`);
  }
}

function limitLine(name: string, limit: number | undefined): string {
  const text = String(limit ?? 'unlimited');
  return `${name.padEnd(26)}${text.padEnd(21)}${text}`;
}
