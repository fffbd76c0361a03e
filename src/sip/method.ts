import { isAlphanumeric } from './characters.js';

/** What a server takes for a method, in the first line and in CSeq. */
export interface MethodRules {
  /** The bytes of a method: any, or letters, digits and `otherMethodBytes`. */
  readonly methodBytes: 'any' | 'checked';
  readonly otherMethodBytes: string;
}

/** Whether the bytes from `start` to `end` are a method (RFC 3261 §25.1: a token) to the server. */
export function isMethod(bytes: Uint8Array, start: number, end: number, rules: MethodRules): boolean {
  if (rules.methodBytes === 'any') return true;
  for (let p = start; p < end; p++) {
    const byte = bytes[p] as number;
    if (!isAlphanumeric(byte) && !rules.otherMethodBytes.includes(String.fromCharCode(byte))) return false;
  }
  return true;
}
