import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Endpoint } from '../../src/sip/endpoint.js';

/** One recorded run of a real server: see test/vectors/README.md. */
export interface RecordedRun {
  readonly id: string;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly outcome: 'ran' | 'refused' | 'dropped' | 'died';
  readonly environment: readonly (readonly [string, string])[] | null;
  readonly environmentOfAvpAfterDset?: readonly (readonly [string, string])[];
  readonly input?: string;
  readonly dsetCommandLine?: string;
  readonly returnCodes?: Readonly<Record<string, string>>;
  readonly afterDset?: { requestUri: string; branches: string; destinationSet: string };
  readonly avps?: readonly string[];
  readonly pseudoVariables?: Readonly<Record<string, string>>;
  readonly message: Buffer;
}

const own = new URL('../vectors/', import.meta.url);
/** More recordings, which are no part of this repository. */
const shared = [
  new URL('../../../shared/vectors/', import.meta.url),
  new URL('../../../shared/vectors-2/', import.meta.url),
].filter((folder) => existsSync(new URL('messages.jsonl.gz', folder)));

/** Whether the recordings beside this repository are there, too. */
export const sharedRecordingsExist = shared.length > 0;

/** The servers that there are recordings of, in alphabetical order. */
export const recordedServers: readonly string[] = fileNames(own)
  .filter((name) => name !== 'messages')
  .sort();

/** The runs of one server that this repository has, in the order of the recordings. */
export function ownRecordedRuns(server: string): RecordedRun[] {
  return runsIn(own, server);
}

/** All recorded runs of one server, in the order of the recordings. */
export function recordedRuns(server: string): RecordedRun[] {
  const runs = ownRecordedRuns(server);
  const known = new Set(runs.map(({ id }) => id));
  const more = shared.flatMap((folder) =>
    // A file there may be named after the very release.
    fileNames(folder)
      .filter((name) => name === server || name.startsWith(`${server}.`))
      .flatMap((name) => runsIn(folder, name)),
  );
  return [...runs, ...more.filter(({ id }) => !known.has(id))];
}

function runsIn(folder: URL, name: string): RecordedRun[] {
  const messages = messagesIn(folder);
  return readLines(folder, name).map((run) => ({
    ...(run as unknown as RecordedRun),
    message: Buffer.from(messages.get(run.id as string) as string, 'latin1'),
  }));
}

const messagesOfFolders = new Map<string, ReadonlyMap<string, string>>();

/** The messages of a folder by their names: each server's runs are of the same ones. */
function messagesIn(folder: URL): ReadonlyMap<string, string> {
  const known = messagesOfFolders.get(folder.href);
  if (known !== undefined) return known;
  const read = readLines(folder, 'messages').map(
    ({ id, message }) => [id as string, message as string] as const,
  );
  const messages = new Map(read);
  messagesOfFolders.set(folder.href, messages);
  return messages;
}

function fileNames(folder: URL): string[] {
  const ending = '.jsonl.gz';
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));
}

function readLines(folder: URL, name: string): Record<string, unknown>[] {
  const text = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, folder))).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
