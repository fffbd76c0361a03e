import {
  COLON,
  COMMA,
  isBlank,
  isDigit,
  isLineEnd,
  LEFT_BRACKET,
  LEFT_PAREN,
  NUL,
  RIGHT_BRACKET,
  RIGHT_PAREN,
  SEMICOLON,
  SLASH,
  spells,
} from '../../characters.js';
import { isMalformed, type Malformed, type Span } from '../../span.js';
import { skipFolds } from '../address/parameters.js';
import { endsViaHost, parseViaHost } from './viaHost.js';
import { parseViaParameter, type ViaParameter } from './viaParameter.js';
import type { ViaRules } from './viaRules.js';

/** One hop of a Via header (RFC 3261 §20.42). */
export interface ViaHop {
  /** From `SIP` to where the header ends or the next hop begins, white space and commas included. */
  readonly whole: Span;
  readonly transport: Span;
  /** Name or address, an IPv6 address with its brackets; empty when the message ended right after it. */
  readonly host: Span;
  /** The port as written. */
  readonly port: Span | undefined;
  readonly parameters: readonly ViaParameter[];
}

export interface Via {
  /** The hops of this header line, in order; at least one. */
  readonly hops: readonly ViaHop[];
  /** Where the next header begins. */
  readonly next: number;
}

/** Parses the Via value that starts at `start`, all its comma-separated hops, over folded lines. */
export function parseVia(bytes: Uint8Array, start: number, end: number, rules: ViaRules): Via | Malformed {
  const hops: ViaHop[] = [];
  let p = start;
  for (;;) {
    const hop = parseHop(bytes, p, end, rules);
    if (isMalformed(hop)) return hop;
    hops.push(hop.hop);
    if (hop.state === 'ended') return { hops, next: hop.next };
    p = hop.next;
  }
}

interface ParsedHop {
  readonly hop: ViaHop;
  /** Whether the header ended, or another hop begins at `next`. */
  readonly state: 'ended' | 'another';
  readonly next: number;
}

function parseHop(bytes: Uint8Array, start: number, end: number, rules: ViaRules): ParsedHop | Malformed {
  const transport = parseSentProtocol(bytes, start, end, rules);
  if (isMalformed(transport)) return transport;
  const hostStart = skipFolds(bytes, transport.end, end);
  if (hostStart < 0 || hostStart >= end) return { malformed: 'Via without a host', at: Math.abs(hostStart) };
  const host = parseViaHost(bytes, hostStart, end, rules);
  if (isMalformed(host)) return host;
  const parsed = new HopReader(bytes, start, end, rules, transport, host.span);
  return parsed.read(host.next);
}

/** `SIP / 2.0 / transport`: the transport's span, up to the white space that has to follow it. */
function parseSentProtocol(bytes: Uint8Array, start: number, end: number, rules: ViaRules): Span | Malformed {
  const notVia = (at: number): Malformed => ({ malformed: 'Via does not begin with SIP/2.0/transport', at });
  const name = skipFolds(bytes, start, end);
  if (name < 0 || !spells(bytes, name, Math.min(name + 3, end), 'sip')) return notVia(Math.abs(name));
  const firstSlash = skipFolds(bytes, name + 3, end);
  if (firstSlash < 0 || bytes[firstSlash] !== SLASH) return notVia(Math.abs(firstSlash));
  const version = skipFolds(bytes, firstSlash + 1, end);
  if (version < 0 || !spells(bytes, version, Math.min(version + 3, end), '2.0'))
    return notVia(Math.abs(version));
  const secondSlash = skipFolds(bytes, version + 3, end);
  if (secondSlash < 0 || bytes[secondSlash] !== SLASH) return notVia(Math.abs(secondSlash));
  const transport = skipFolds(bytes, secondSlash + 1, end);
  if (transport < 0) return notVia(-transport);
  let p = transport;
  while (p < end && !isBlank(bytes[p]) && !isLineEnd(bytes[p])) {
    if (bytes[p] === SLASH) return { malformed: 'a third slash in a Via', at: p };
    p++;
  }
  if (p >= end) return notVia(p);
  if (!isTransport(bytes, transport, p, rules)) return { malformed: 'unknown Via transport', at: transport };
  return { start: transport, end: p };
}

/**
 * First letters, in lower case, with which no transport parses, whatever follows: they lead the servers' automata
 * into other states.
 */
const strayFirstLetters = 'ipdcl20.';

function isTransport(bytes: Uint8Array, start: number, end: number, rules: ViaRules): boolean {
  if (rules.transports.some((word) => spells(bytes, start, end, word))) return true;
  if (rules.otherTransports === 'refused') return false;
  const letter = String.fromCharCode(bytes[start] as number).toLowerCase();
  if (strayFirstLetters.includes(letter)) return false;
  return (
    rules.otherTransports === 'accepted' ||
    !rules.transports.some((word) => spells(bytes, start, end, word.slice(0, end - start)))
  );
}

/** Reads what follows the host of a hop: port, parameters, comment; up to the end of the header or the next hop. */
class HopReader {
  private port: Span | undefined;
  private readonly parameters: ViaParameter[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly start: number,
    private readonly end: number,
    private readonly rules: ViaRules,
    private readonly transport: Span,
    private readonly host: Span,
  ) {}

  read(afterHost: number): ParsedHop | Malformed {
    let p = skipFolds(this.bytes, afterHost, this.end);
    if (p >= 0 && p < this.end && this.bytes[p] === COLON) {
      const port = this.readPort(p + 1);
      if (isMalformed(port)) return port;
      p = skipFolds(this.bytes, port.end, this.end);
    }
    return this.readRest(p);
  }

  private readPort(at: number): Span | Malformed {
    const start = skipFolds(this.bytes, at, this.end);
    if (start < 0 || start >= this.end)
      return { malformed: 'Via without a port after the colon', at: Math.abs(start) };
    let p = start;
    while (p < this.end && !endsViaHost(this.bytes[p] as number, this.rules)) p++;
    const stop = p < this.end ? this.bytes[p] : NUL;
    const isNulOrdinary = this.rules.nul === 'ordinary';
    if (
      p === start ||
      stop === COLON ||
      stop === RIGHT_PAREN ||
      stop === LEFT_BRACKET ||
      stop === RIGHT_BRACKET
    ) {
      return { malformed: 'bad port in a Via', at: p };
    }
    // Where the message ends here, the port's length stays 0 in the servers, and they accept that.
    const portEnd = stop === NUL ? start : p;
    const checkedEnd = this.rules.hostBytes === 'checked' ? p : portEnd;
    if (portEnd - start > 5) return { malformed: 'bad port in a Via', at: start };
    for (let i = start; i < checkedEnd; i++) {
      // A NUL passes where the bytes are looked at one by one, but is no part of a number.
      const passes = isNulOrdinary && this.bytes[i] === NUL && i >= portEnd;
      if (!isDigit(this.bytes[i]) && !passes) return { malformed: 'bad port in a Via', at: i };
    }
    this.port = { start, end: portEnd };
    return { start, end: p };
  }

  /** From the first byte after host and port, white space skipped; negative where the header ended. */
  private readRest(from: number): ParsedHop | Malformed {
    let p = from;
    let commented = false;
    for (;;) {
      if (p < 0) return this.ended(-p);
      if (p >= this.end || this.endsHere(p)) {
        // For the servers the end of the message ends the header, unless a line end stands before it.
        if (isLineEnd(this.bytes[p - 1])) return { malformed: 'Via without an end', at: p };
        return this.ended(p);
      }
      const byte = this.bytes[p];
      if (byte === COMMA) return this.another(p);
      if (byte === LEFT_PAREN) {
        const close = this.endOfComment(p);
        if (typeof close !== 'number') return close;
        commented = true;
        p = skipFolds(this.bytes, close + 1, this.end);
        continue;
      }
      if (byte !== SEMICOLON || commented) return { malformed: 'unexpected byte in a Via', at: p };
      const parameter = parseViaParameter(this.bytes, p, this.end, this.rules);
      if (isMalformed(parameter)) return parameter;
      this.parameters.push(parameter.parameter);
      if (parameter.headerEnded) return this.ended(parameter.next);
      p = skipFolds(this.bytes, parameter.next, this.end);
    }
  }

  private endOfComment(start: number): number | Malformed {
    let depth = 0;
    let p = start;
    while (p < this.end && this.bytes[p] !== NUL) {
      const byte = this.bytes[p];
      if (isLineEnd(byte)) {
        const next = skipFolds(this.bytes, p, this.end);
        if (next < 0) break;
        p = next;
        continue;
      }
      if (byte === LEFT_PAREN) depth++;
      if (byte === RIGHT_PAREN && --depth === 0) return p;
      p++;
    }
    return { malformed: 'Via comment without an end', at: p };
  }

  private ended(next: number): ParsedHop | Malformed {
    // A header ended by a line end has to be followed by something.
    if (isLineEnd(this.bytes[next - 1]) && (next >= this.end || this.endsHere(next))) {
      return { malformed: 'Via at the end of the message', at: next };
    }
    return { hop: this.hop(next), state: 'ended', next };
  }

  private another(comma: number): ParsedHop | Malformed {
    let p = comma;
    while (p >= 0 && p < this.end && this.bytes[p] === COMMA) p = skipFolds(this.bytes, p + 1, this.end);
    if (p < 0 || p >= this.end || this.endsHere(p))
      return { malformed: 'Via ends with a comma', at: Math.abs(p) };
    return { hop: this.hop(p), state: 'another', next: p };
  }

  private endsHere(at: number): boolean {
    return this.bytes[at] === NUL && this.rules.nul === 'ends-header';
  }

  private hop(next: number): ViaHop {
    const { start, transport, host, port, parameters } = this;
    return { whole: { start, end: next }, transport, host, port, parameters };
  }
}

/** The last parameter of a hop that bears the name (lower case): the one that the servers keep. */
export function viaParameter(bytes: Uint8Array, hop: ViaHop, name: string): ViaParameter | undefined {
  for (let i = hop.parameters.length - 1; i >= 0; i--) {
    const parameter = hop.parameters[i] as ViaParameter;
    if (spells(bytes, parameter.name.start, parameter.name.end, name)) return parameter;
  }
  return undefined;
}
