/** How far the TCP sequence number `to` lies ahead of `from`, modulo 2^32: negative where it lies behind. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}
