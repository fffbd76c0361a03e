import { parentPort, workerData } from 'node:worker_threads';
import { mutated, numbersFrom } from '../capture/mutations.js';
import { type FuzzInput, finding } from './target.js';
import { targets } from './targets.js';

/** Milliseconds of the processor that any input may take, and each of its bytes: some hundred times what one usually takes. */
const BASE_MS = 1_500;
const BYTE_MS = 0.05;
const BASE_MEMORY_BYTES = 200_000_000;
const MEMORY_BYTES_PER_BYTE = 2_000;

interface Orders {
  readonly names: readonly string[];
  readonly seed: number;
  readonly first: number;
  readonly corpus: Readonly<Record<string, readonly Uint8Array[]>>;
  /** The input that is being tried: its length and its bytes, for whoever ends us. */
  readonly current: SharedArrayBuffer;
}

const { names, seed, first, corpus, current } = workerData as Orders;
const length = new Uint32Array(current, 0, 2);
const bytes = new Uint8Array(current, 8);

for (let number = first; ; number++) {
  const next = numbersFrom(Math.imul(seed, 0x9e3779b1) + number);
  next(2);
  const name = names[number % names.length] as string;
  const input = inputFor(name, next);
  length[0] = Math.min(input.bytes.length, bytes.length);
  length[1] = number % names.length;
  bytes.set(input.bytes.subarray(0, bytes.length));
  const found = (await finding(targets[name] as never, input)) ?? (await costs(name, input));
  parentPort?.postMessage({ number, name, input, found });
}

/** A new input, or one of the corpus with changes. */
function inputFor(name: string, next: (below: number) => number): FuzzInput {
  const known = corpus[name] ?? [];
  if (known.length === 0 || next(5) > 0)
    return (targets[name] as never as { make: (n: typeof next) => FuzzInput }).make(next);
  return { bytes: mutated(Buffer.from(known[next(known.length)] as Uint8Array), next) };
}

/** Whether an input takes too much; it counts only if it does so three times, since the machine may be busy. */
async function costs(name: string, { bytes }: FuzzInput): Promise<string | undefined> {
  const limitMs = BASE_MS + BYTE_MS * bytes.length;
  const limitBytes = BASE_MEMORY_BYTES + MEMORY_BYTES_PER_BYTE * bytes.length;
  let [leastMs, leastBytes] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 3; turn++) {
    const before = process.cpuUsage();
    const held = memory();
    await targets[name]?.run(bytes, 0);
    const { user, system } = process.cpuUsage(before);
    leastMs = Math.min(leastMs, (user + system) / 1000);
    leastBytes = Math.min(leastBytes, memory() - held);
    if (leastMs <= limitMs && leastBytes <= limitBytes) return undefined;
  }
  return leastMs > limitMs
    ? `too slow: ${Math.round(leastMs)} ms of the processor for ${bytes.length} bytes`
    : `too much memory: ${Math.round(leastBytes / 1e6)} MB for ${bytes.length} bytes`;
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
