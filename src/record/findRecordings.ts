import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../systemReason.js';
import { isRecording } from './readRecording.js';
import { RecordingError } from './recording.js';

/**
 * The recordings that a word of the command line means: one, or all in a folder of them, in the order of their calls.
 * In: the path as given. @throws RecordingError where there is no such folder, or no recording in it
 */
export function findRecordings(path: string): string[] {
  let names: string[];
  try {
    if (!statSync(path).isDirectory())
      throw new RecordingError(`${path}: no recording: a recording is a folder`);
    if (isRecording(path)) return [path];
    // An empty folder waits for a call to come.
    names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter((name) => readdirSync(join(path, name)).length > 0);
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    throw new RecordingError(`cannot read ${path}: ${systemReason(error)}`);
  }
  if (names.length === 0) throw new RecordingError(`${path}: no recording is in this folder`);
  // The name of a recording is its number.
  return names
    .sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b) || (a < b ? -1 : 1))
    .map((name) => join(path, name));
}
