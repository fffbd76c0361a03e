type Crc32 = (bytes: Buffer, start: number) => number;

let crc32: Crc32 | undefined;

/**
 * The CRC-32 of bytes. `node:zlib` has it, but costs a start 3 ms, since it loads streams. Node 20 also gives the bare function
 * through `process.binding`, which is deprecated; it will not change any more, as that version is at its end. Where Node would
 * warn of that (pending deprecations) or refuse it (permissions), and in later versions, the module is loaded.
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
