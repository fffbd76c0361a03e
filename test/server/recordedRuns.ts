import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Endpoint } from '../../src/sip/endpoint.js';

/** One recorded run of a real server: see the README beside the recordings. */
export interface RecordedRun {
  readonly id: string;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly outcome: 'ran' | 'refused' | 'dropped' | 'died';
  readonly environment: readonly (readonly [string, string])[] | null;
  readonly input?: string;
  readonly dsetCommandLine?: string;
  readonly returnCodes: Readonly<Record<string, string>>;
  readonly afterDset?: { requestUri: string; branches: string; destinationSet: string };
  readonly pseudoVariables: Readonly<Record<string, string>>;
  readonly message: Buffer;
}

const folder = new URL('../../../shared/vectors/', import.meta.url);

/** Whether the recordings are there: they are no part of this repository. */
export const recordingsExist = existsSync(new URL('messages.jsonl.gz', folder));

/** All recorded runs of one server, in the order of the recording. */
export function recordedRuns(server: string): RecordedRun[] {
  const messages = new Map<string, string>();
  for (const { id, message } of readLines('messages')) messages.set(id as string, message as string);
  return readLines(server).map((run) => ({
    ...(run as unknown as RecordedRun),
    message: Buffer.from(messages.get(run.id as string) as string, 'latin1'),
  }));
}

function readLines(name: string): Record<string, unknown>[] {
  const text = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, folder))).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
