/**
 * Where a value stands in the message that it was taken from, in bytes; undefined where it is no part of it. Small
 * buffers share their memory (Node's pool), so that the same memory alone says nothing.
 */
export function placeInMessage(value: Buffer, message: Buffer): number | undefined {
  const start = value.byteOffset - message.byteOffset;
  const lies = value.buffer === message.buffer && start >= 0 && start + value.length <= message.length;
  return lies ? start : undefined;
}
