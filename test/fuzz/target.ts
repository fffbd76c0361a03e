/** What a target is given, and, where its maker knows, words that must be found in what comes out. */
export interface FuzzInput {
  readonly bytes: Buffer;
  readonly truth?: readonly string[];
}

/** One kind of input that comes from others' hands. */
export interface FuzzTarget {
  /** @param next numbers below its argument; the same ones make the same input */
  make(next: (below: number) => number): FuzzInput;
  /**
   * Does what the program does with such an input. Out: all that came of it, as text.
   * @param round from 0; where pieces of the input may have any size, each round has others
   * @throws whatever must never be thrown; SipexecError is part of the result
   */
  run(bytes: Buffer, round: number): string | Promise<string>;
}

/** What is wrong with what came of an input; undefined where nothing is. */
export async function finding(target: FuzzTarget, { bytes, truth }: FuzzInput): Promise<string | undefined> {
  const results: string[] = [];
  for (const round of [0, 1]) {
    try {
      results.push(await target.run(bytes, round));
    } catch (error) {
      return `unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
  }
  const [first, second] = results as [string, string];
  if (first !== second) return `not the same result twice: ${firstDifference(first, second)}`;
  const lost = truth?.filter((word) => !first.includes(word)) ?? [];
  return lost.length === 0 ? undefined : `lost in silence: ${lost.join(', ')}`;
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return `${JSON.stringify(one.slice(Math.max(0, at - 20), at + 60))} and ${JSON.stringify(other.slice(Math.max(0, at - 20), at + 60))}`;
}
