import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { receiveMessage } from '../../../../src/server/message/receiveMessage.js';
import { expandFormat } from '../../../../src/server/pseudoVariables/expand.js';
import { parseFormat } from '../../../../src/server/pseudoVariables/format.js';
import { findServer } from '../../../../src/server/servers.js';
import { plainState } from '../../requests.js';

/** What a server printed for references in its script, message by message: see test/vectors/README.md. */
interface RecordedFamily {
  readonly family: string;
  readonly references: readonly string[];
  /** Of the references so many were printed; the log loses what stands behind a NUL. */
  readonly runs: readonly { readonly message: string; readonly printed: readonly string[] }[];
}

const recording = new URL('../../../vectors/transformations/kamailio-5.6.jsonl.gz', import.meta.url);
const families = gunzipSync(readFileSync(recording))
  .toString('latin1')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedFamily);
const profile = findServer('kamailio-5.6');

/** What sipexec prints for each of the references; nothing where it says that the server refuses the string. */
function printed(references: readonly string[], bytes: Buffer): string[] {
  const received = receiveMessage(profile, bytes);
  if (received.outcome !== 'script') return [received.outcome];
  return references.map((reference) => {
    const format = parseFormat(Buffer.from(reference, 'latin1'), profile);
    const expansion = expandFormat(format, received.message, profile, plainState);
    return expansion.outcome === 'expanded' ? expansion.bytes.toString('latin1') : '';
  });
}

describe('transformations that Kamailio 5.6.3 was recorded with', () => {
  test.for(families.map(({ family, ...rest }) => [family, rest] as const))(
    'print the same of generated text: %s',
    ([, { references, runs }]) => {
      for (const { message, printed: theirs } of runs) {
        const asked = references.slice(0, theirs.length);
        const ours = printed(asked, Buffer.from(message, 'latin1'));
        expect({ message, printed: ours }).toEqual({ message, printed: theirs });
      }
      expect(runs.length).toBeGreaterThanOrEqual(40);
    },
  );
});
