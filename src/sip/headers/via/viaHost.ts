import {
  COLON,
  COMMA,
  isAlphanumeric,
  isBlank,
  isDigit,
  isLineEnd,
  LEFT_BRACKET,
  LEFT_PAREN,
  NUL,
  RIGHT_BRACKET,
  RIGHT_PAREN,
  SEMICOLON,
} from '../../characters.js';
import type { Malformed, Span } from '../../span.js';
import { afterLineEnd, skipWhite } from '../../whitespace.js';
import type { ViaRules } from './viaRules.js';

/** Parses the host of a hop that starts at `start`: a name, or an address in brackets (RFC 3261 §25.1, sent-by). */
export function parseViaHost(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: Pick<ViaRules, 'hostBytes' | 'nul'>,
): { span: Span; next: number } | Malformed {
  const colonFirst = bytes[start] === COLON && rules.hostBytes === 'any';
  if (bytes[start] === LEFT_BRACKET || colonFirst) {
    const close = closingBracket(bytes, start + 1, end, rules);
    if (typeof close !== 'number') return close;
    const opened = bytes[start] === LEFT_BRACKET;
    // Something has to stand between the brackets beside folds.
    if (opened && skipWhite(bytes, start + 1, close) === close)
      return { malformed: 'bad IPv6 address in a Via', at: start };
    // A colon is read as the inside of an address without its [: the servers find its end, but no host.
    return { span: { start, end: opened ? close + 1 : start }, next: close + 1 };
  }
  let p = start;
  for (; p < end && !endsViaHost(bytes[p] as number, rules); p++) {
    if (rules.hostBytes === 'checked' && !isHostByte(bytes[p] as number) && bytes[p] !== NUL)
      return { malformed: 'bad host in a Via', at: p };
  }
  if (p === start) return { malformed: 'Via without a host', at: p };
  const stop = bytes[p];
  if (stop === RIGHT_PAREN || stop === LEFT_BRACKET || stop === RIGHT_BRACKET) {
    return { malformed: 'unexpected byte in a Via host', at: p };
  }
  // Where the message ends here, the host's length stays 0 in the servers.
  if (p >= end || stop === NUL) return { span: { start, end: start }, next: p };
  return { span: { start, end: p }, next: p };
}

/**
 * The bracket that closes an IPv6 address. It may be folded, with one blank behind each line end: a second one is refused, as
 * any other blank between the brackets is.
 */
function closingBracket(
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: Pick<ViaRules, 'hostBytes' | 'nul'>,
): number | Malformed {
  let p = start;
  while (p < end && bytes[p] !== RIGHT_BRACKET) {
    const byte = bytes[p] as number;
    const isFold = isLineEnd(byte);
    const next = isFold ? endOfFold(bytes, p, end) : p + 1;
    const unfit = endsViaHost(byte, rules) && byte !== COLON && !isFold;
    const unchecked = rules.hostBytes === 'checked' && !isFold && !isIpv6Byte(byte) && byte !== NUL;
    if (next < 0 || unfit || unchecked) return { malformed: 'bad IPv6 address in a Via', at: p };
    p = next;
  }
  return p >= end ? { malformed: 'IPv6 address without its ]', at: p } : p;
}

/** Where the line end and the one blank behind it end; negative: no blank follows. */
function endOfFold(bytes: Uint8Array, at: number, end: number): number {
  const blank = afterLineEnd(bytes, at, end);
  return blank < end && isBlank(bytes[blank]) ? blank + 1 : -1;
}

function isHostByte(byte: number): boolean {
  return isAlphanumeric(byte) || byte === 0x2d || byte === 0x2e;
}

function isIpv6Byte(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || byte === COLON || (lower >= 0x61 && lower <= 0x66);
}

/** Whether the byte ends the host or port of a hop. */
export function endsViaHost(byte: number, { nul }: Pick<ViaRules, 'nul'>): boolean {
  switch (byte) {
    case NUL:
      return nul === 'ends-header';
    case COLON:
    case SEMICOLON:
    case COMMA:
    case LEFT_PAREN:
    case RIGHT_PAREN:
    case LEFT_BRACKET:
    case RIGHT_BRACKET:
      return true;
    default:
      return isBlank(byte) || isLineEnd(byte);
  }
}
