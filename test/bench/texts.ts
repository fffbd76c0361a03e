// Reads a text of each kind at one, two, four and eight times its size, and prints how much longer twice the size takes, a row of
// the bench each.
import { openReader } from '../../src/capture/openReader.js';
import { renderings } from '../capture/text/layouts/renderings.js';
import { call } from '../capture/text/layouts/tracedMessages.js';

const CALLS = 150;
const ROUNDS = 5;
const PIECE_BYTES = 65_536;
const LIMIT = 2.2;

/** The processor's milliseconds for reading a text once. */
async function read(text: Buffer): Promise<number> {
  const reader = openReader({ message() {}, problem() {} }, { inputName: 'text' });
  const before = process.cpuUsage();
  for (let at = 0; at < text.length; at += PIECE_BYTES)
    await reader.push(text.subarray(at, at + PIECE_BYTES));
  await reader.end();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

for (const [name, { write }] of Object.entries(renderings)) {
  const text = Buffer.from(call().map(write).join('').repeat(CALLS), 'latin1');
  const texts = [1, 2, 4, 8].map((factor) => Buffer.concat(Array(factor).fill(text)));
  // The sizes in turn, and the best time of each: what else the machine does, and V8's collector, come and go.
  const best = texts.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, sized] of texts.entries()) best[i] = Math.min(best[i] as number, await read(sized));
  }
  const [, two = 0, four = 0, eight = 0] = best;
  // The smallest is mostly the start of Node's compiler.
  const ratios = [four / two, eight / four];
  const speed = (8 * text.length) / 1000 / eight;
  const detail = `${ratios.map((ratio) => ratio.toFixed(2)).join(' and ')}; ${speed.toFixed(1)} MB/s`;
  console.log(
    JSON.stringify({
      name: `twice the size of a text of ${name}`,
      // A reader that goes over its text again and again has 4 here.
      value: Math.sqrt(eight / two),
      most: LIMIT,
      detail,
    }),
  );
}
