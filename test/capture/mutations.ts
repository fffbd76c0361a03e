import { uint32 } from './frames.js';

/** The numbers of a linear congruential generator, so that a failure comes again. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const lies = [0, 1, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Buffer, random: (below: number) => number) => Buffer;

const mutations: readonly Mutation[] = [
  // One bit, one byte, a few bytes.
  (bytes, random) => changed(bytes, random(bytes.length), (byte) => byte ^ (1 << random(8))),
  (bytes, random) => changed(bytes, random(bytes.length), () => random(256)),
  (bytes, random) => {
    let result = bytes;
    for (let count = 1 + random(8); count > 0; count--)
      result = changed(result, random(result.length), () => random(256));
    return result;
  },
  // A length that lies, in two bytes or four, of either order.
  (bytes, random) => overwritten(bytes, random(bytes.length), uint32(lies[random(lies.length)] as number)),
  (bytes, random) =>
    overwritten(bytes, random(bytes.length), uint32(lies[random(lies.length)] as number).reverse()),
  (bytes, random) =>
    overwritten(bytes, random(bytes.length), uint32(lies[random(lies.length)] as number).subarray(2)),
  // A cut, a piece that is missing, a piece that comes twice.
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(40))]);
  },
  (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at + random(40)), bytes.subarray(at)]);
  },
];

function changed(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const result = Buffer.from(bytes);
  if (at < result.length) result[at] = change(result[at] as number);
  return result;
}

function overwritten(bytes: Buffer, at: number, value: Buffer): Buffer {
  const result = Buffer.from(bytes);
  value.copy(result, at);
  return result;
}

/** Bytes with one to three changes that a damaged or forged file may have. */
export const mutated: Mutation = (bytes, random) => {
  let result = bytes;
  for (let count = 1 + random(3); count > 0 && result.length > 0; count--) {
    result = (mutations[random(mutations.length)] as Mutation)(result, random);
  }
  return result;
};
