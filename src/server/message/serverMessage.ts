import { isLineEnd, LF } from '../../sip/characters.js';
import type { FirstLine } from '../../sip/firstLine/firstLine.js';
import type { HeaderKind } from '../../sip/headerKind.js';
import { isMalformed, type Malformed, type Span } from '../../sip/span.js';
import { isWhite } from '../../sip/whitespace.js';
import type { ServerProfile } from '../profile.js';
import { type HeaderField, readHeader } from './headerReader.js';

/**
 * A message as a server holds it: the bytes, the first line, and as many headers as somebody asked for until now.
 * The servers read headers on demand and stop at the first that does not parse, so that what a variable shows may
 * depend on where in the message the fault is; this class does the same.
 */
export class ServerMessage {
  /** The headers read until now, in order. */
  readonly headers: HeaderField[] = [];
  private readonly firstOfKind = new Map<HeaderKind, HeaderField>();
  /** The headers that a variable has asked for once already. */
  readonly lookedFor = new Set<HeaderKind>();
  private position: number;
  private endReached = false;
  /** Why the last reading stopped, where a header did not parse. */
  fault: Malformed | undefined;

  constructor(
    /** The whole datagram. */
    readonly bytes: Buffer,
    readonly profile: ServerProfile,
    readonly firstLine: FirstLine,
  ) {
    this.position = firstLine.next;
  }

  /** The request's method; undefined for a reply. */
  get method(): string | undefined {
    return this.firstLine.type === 'request' ? this.latin1(this.firstLine.method) : undefined;
  }

  /** The request URI of the request line; empty for a reply. */
  get requestUri(): Buffer {
    return this.firstLine.type === 'request' ? this.slice(this.firstLine.uri) : Buffer.alloc(0);
  }

  /** The status of a reply. */
  get statusCode(): number | undefined {
    return this.firstLine.type === 'reply' ? this.firstLine.statusCode : undefined;
  }

  get reasonPhrase(): Buffer | undefined {
    return this.firstLine.type === 'reply' ? this.slice(this.firstLine.reason) : undefined;
  }

  /** The body: all that follows the empty line; undefined when the headers do not parse or no empty line comes. */
  get body(): Buffer | undefined {
    if (!this.read('end')) return undefined;
    const blank = this.position;
    if (!isLineEnd(this.bytes[blank])) return undefined;
    const crlf = this.bytes[blank] !== LF && this.bytes[blank + 1] === LF;
    return this.bytes.subarray(blank + (crlf ? 2 : 1));
  }

  /** Where the headers end, without white space behind them; undefined when they do not parse. */
  get headersEnd(): number | undefined {
    if (!this.read('end')) return undefined;
    let end = this.position;
    while (end > this.firstLine.next && isWhite(this.bytes[end - 1])) end--;
    return end;
  }

  /** The first header of the kind, as the server's script would find it; reads on as far as needed. */
  header(kind: HeaderKind): HeaderField | undefined {
    const found = this.firstOfKind.get(kind);
    if (found !== undefined) return found;
    this.read(kind);
    return this.firstOfKind.get(kind);
  }

  /** The first header of the kind among those that have been read. */
  headerReadSoFar(kind: HeaderKind): HeaderField | undefined {
    return this.firstOfKind.get(kind);
  }

  /** The value of the first header of the kind. */
  valueOf(kind: HeaderKind): Buffer | undefined {
    const header = this.header(kind);
    return header === undefined ? undefined : this.bytes.subarray(header.bodyStart, header.bodyEnd);
  }

  /**
   * Reads headers until one of the kind has been read, or to the end. False when a header does not parse; what was
   * read before it stays, but the next reading starts over where this one started, as in the servers.
   */
  read(until: HeaderKind | 'end'): boolean {
    return this.readUntil(() => this.hasRead(until));
  }

  /** Reads headers until one more of the kind has been read, or to the end; false when a header does not parse. */
  readOneMore(kind: HeaderKind): boolean {
    return this.endReached || this.readUntil((last) => last?.kind === kind);
  }

  private readUntil(isEnough: (last: HeaderField | undefined) => boolean): boolean {
    const { bytes, profile } = this;
    let p = this.position;
    let last: HeaderField | undefined;
    while (p < bytes.length && !isEnough(last)) {
      if (isLineEnd(bytes[p])) {
        this.endReached = true;
        break;
      }
      const field = readHeader(bytes, p, profile);
      if (isMalformed(field)) return this.stop(field);
      if (field.kind === 'other') {
        // Only known kinds are looked for by their kind.
      } else if (!this.firstOfKind.has(field.kind)) this.firstOfKind.set(field.kind, field);
      else if (profile.headers.onlyOnce.includes(field.kind)) {
        return this.stop({ malformed: `second ${field.kind} header`, at: p });
      }
      this.headers.push(field);
      last = field;
      p = field.next;
    }
    this.position = p;
    return true;
  }

  /** Reads headers until one of each kind has been read, or to the end; false when a header does not parse. */
  readAll(kinds: readonly HeaderKind[]): boolean {
    return kinds.every((kind) => this.headerReadSoFar(kind) !== undefined || this.read(kind));
  }

  slice(span: Span): Buffer {
    return this.bytes.subarray(span.start, span.end);
  }

  latin1(span: Span): string {
    return this.bytes.toString('latin1', span.start, span.end);
  }

  private hasRead(until: HeaderKind | 'end'): boolean {
    return until === 'end' ? this.endReached : this.firstOfKind.has(until);
  }

  private stop(fault: Malformed): false {
    this.fault = fault;
    return false;
  }
}
