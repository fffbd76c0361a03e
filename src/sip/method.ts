import { isAlphanumeric, lowerCase, spells } from './characters.js';

/** What a server takes for a method, in the first line and in CSeq. */
export interface MethodRules {
  /** The bytes of a method: any, or letters, digits and `otherMethodBytes`. */
  readonly methodBytes: 'any' | 'checked';
  readonly otherMethodBytes: string;
  /** The bytes behind which nothing is checked: methods are read as lists of methods are, to the first comma. */
  readonly endOfCheck: string;
}

/** Whether the bytes from `start` to `end` are a method (RFC 3261 §25.1: a token) to the server. */
export function isMethod(bytes: Uint8Array, start: number, end: number, rules: MethodRules): boolean {
  if (rules.methodBytes === 'any' || isInvitation(bytes, start, end)) return true;
  for (let p = start; p < end; p++) {
    const byte = bytes[p] as number;
    const character = String.fromCharCode(byte);
    if (rules.endOfCheck.includes(character)) return true;
    if (!isAlphanumeric(byte) && !rules.otherMethodBytes.includes(character)) return false;
  }
  return true;
}

/** INVITE or INFO, whose second letter nobody looks at. */
function isInvitation(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || lowerCase(bytes[start] as number) !== 0x69) return false;
  return spells(bytes, start + 2, end, 'vite') || spells(bytes, start + 2, end, 'fo');
}
