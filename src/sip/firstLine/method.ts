import { COMMA, isAlphanumeric, lowerCase, NUL, spells } from '../characters.js';
import type { MethodRules } from './methodRules.js';

/** Whether the bytes from `start` to `end` are a method (RFC 3261 §25.1: a token) to the server. */
export function isMethod(bytes: Uint8Array, start: number, end: number, rules: MethodRules): boolean {
  if (rules.check === 'none' || isInviteOrInfo(bytes, start, end, rules)) return true;
  for (let p = start; p < end; p++) {
    const byte = bytes[p] as number;
    if (byte === COMMA || (byte === NUL && rules.check === 'to-comma-or-nul')) return true;
    if (!isAlphanumeric(byte) && !rules.otherBytes.includes(String.fromCharCode(byte))) return false;
  }
  return true;
}

function isInviteOrInfo(bytes: Uint8Array, start: number, end: number, rules: MethodRules): boolean {
  if (end <= start || lowerCase(bytes[start] as number) !== 0x69) return false;
  if (rules.inviteAndInfo === 'by-all-letters' && lowerCase(bytes[start + 1] as number) !== 0x6e)
    return false;
  return spells(bytes, start + 2, end, 'vite') || spells(bytes, start + 2, end, 'fo');
}
