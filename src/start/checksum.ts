type Crc32 = (bytes: Buffer, start: number) => number;

let crc32: Crc32 | undefined;

/**
 * The CRC-32 of bytes. zlib computes it, but `node:zlib` itself costs a start 3 ms: the streams come with it. Node 20, whose last
 * version is known, hands the function out without them. Where its users are told of such ways, the module it is.
 */
export function checksum(bytes: Buffer): number {
  crc32 ??= bareCrc32() ?? (require('node:zlib').crc32 as Crc32);
  return crc32(bytes, 0);
}

function bareCrc32(): Crc32 | undefined {
  const { NODE_PENDING_DEPRECATION, NODE_OPTIONS = '' } = process.env;
  const options = `${NODE_OPTIONS} ${process.execArgv.join(' ')}`;
  if (NODE_PENDING_DEPRECATION === '1' || /deprecation|permission/.test(options)) return undefined;
  try {
    return (process as unknown as { binding(name: string): { crc32?: Crc32 } }).binding('zlib').crc32;
  } catch {
    return undefined;
  }
}
