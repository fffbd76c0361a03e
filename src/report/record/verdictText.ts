import type { Verdict } from '../../record/verifyRecording.js';

const SHOWN_BYTES = 60;

/** Where a recording and a profile differ, as lines: what was recorded (`-`) and what the profile makes of it (`+`). */
export function verdictText({ server, differences }: Verdict): Buffer {
  return Buffer.concat(
    differences.flatMap(({ what, offsetBytes, recorded, expected }) => [
      Buffer.from(`${what}: byte ${offsetBytes + 1} differs from ${server}\n- `),
      excerpt(recorded, offsetBytes),
      Buffer.from('\n+ '),
      excerpt(expected, offsetBytes),
      Buffer.from('\n'),
    ]),
  );
}

/** The bytes around the first one that differs. */
function excerpt(bytes: Buffer | undefined, offsetBytes: number): Buffer {
  if (bytes === undefined) return Buffer.from('(not set)');
  const start = Math.max(0, offsetBytes - SHOWN_BYTES / 2);
  const shown = bytes.subarray(start, offsetBytes + SHOWN_BYTES / 2);
  const ended = start + shown.length < bytes.length ? '…' : '';
  return Buffer.concat([Buffer.from(start > 0 ? '…' : ''), shown, Buffer.from(ended)]);
}
