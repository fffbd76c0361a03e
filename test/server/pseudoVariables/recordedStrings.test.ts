import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../src/server/servers.js';
import { plainState } from '../requests.js';

/** What a server printed for references in its script, message by message: see test/vectors/README.md. */
interface RecordedFamily {
  readonly family: string;
  readonly references: readonly string[];
  readonly runs: readonly RecordedMessage[];
}

interface RecordedMessage {
  readonly message: string;
  /** Of the references so many were printed, since the log loses what stands behind a NUL; null: it was dropped. */
  readonly printed: readonly string[] | null;
}

const recording = new URL('../../vectors/printed/kamailio-5.6.jsonl.gz', import.meta.url);
const families = gunzipSync(readFileSync(recording))
  .toString('latin1')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedFamily);
const profile = findServer('kamailio-5.6');

/** What sipexec prints for each of the references, in their order; null where it says that the message is dropped. */
function printed(references: readonly string[], bytes: Buffer): string[] | null {
  const received = receiveMessage(profile, bytes);
  if (received.outcome !== 'script') return null;
  return references.map((reference) => {
    const format = parseFormat(Buffer.from(reference, 'latin1'), profile);
    const expansion = expandFormat(format, received.message, profile, plainState);
    // The server prints nothing where it refuses the string.
    return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : '';
  });
}

describe('what Kamailio 5.6.3 was recorded to print for strings of its script', () => {
  test.for(families.map(({ family, ...rest }) => [family, rest] as const))(
    'is printed of generated messages: %s',
    ([, { references, runs }]) => {
      for (const { message, printed: theirs } of runs) {
        const asked = references.slice(0, theirs?.length);
        const ours = printed(asked, Buffer.from(message, 'latin1'));
        expect({ message, printed: ours }).toEqual({ message, printed: theirs });
      }
      expect(runs.length).toBeGreaterThanOrEqual(40);
    },
  );
});
