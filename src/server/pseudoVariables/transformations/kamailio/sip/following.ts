import type { VariableContext } from '../../../context.js';
import { placeInMessage } from '../../../placeInMessage.js';

/**
 * The byte at an index of the value, or behind its end what follows it in memory: the message, for a value that lies
 * in it, else the NUL that ends a string that the server has made.
 */
export function following(value: Buffer, index: number, { message }: VariableContext): number {
  if (index < value.length) return value[index] as number;
  const start = placeInMessage(value, message.bytes);
  return (start === undefined ? undefined : message.bytes[start + index]) ?? 0;
}
