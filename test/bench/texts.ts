// Reads a text of each kind at one, two, four and eight times its size, and prints how much longer twice the size takes, a row of
// the bench each.
import { openReader } from '../../src/capture/openReader.js';
import { renderings } from '../capture/text/layouts/renderings.js';
import { call } from '../capture/text/layouts/tracedMessages.js';

const CALLS = 150;
const ROUNDS = 3;
const PIECE_BYTES = 65_536;
const LIMIT = 2.2;

/** The processor's milliseconds for reading a text, the best of some rounds. */
async function read(text: Buffer): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const reader = openReader({ message() {}, problem() {} }, { inputName: 'text' });
    const before = process.cpuUsage();
    for (let at = 0; at < text.length; at += PIECE_BYTES)
      await reader.push(text.subarray(at, at + PIECE_BYTES));
    await reader.end();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

for (const [name, { write }] of Object.entries(renderings)) {
  const text = Buffer.from(call().map(write).join('').repeat(CALLS), 'latin1');
  await read(text);
  const times: number[] = [];
  for (const factor of [1, 2, 4, 8]) times.push(await read(Buffer.concat(Array(factor).fill(text))));
  const [, two = 0, four = 0, eight = 0] = times;
  // The smallest is mostly the start of Node's compiler.
  const ratios = [four / two, eight / four];
  const speed = (8 * text.length) / 1000 / eight;
  const detail = `${ratios.map((ratio) => ratio.toFixed(2)).join(' and ')}; ${speed.toFixed(1)} MB/s`;
  console.log(
    JSON.stringify({
      name: `twice the size of a text of ${name}`,
      value: Math.max(...ratios),
      most: LIMIT,
      detail,
    }),
  );
}
