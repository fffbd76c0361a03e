import {
  AT,
  COLON,
  isDigit,
  LEFT_BRACKET,
  lowerCase,
  QUESTION,
  RIGHT_BRACKET,
  SEMICOLON,
  spells,
} from '../characters.js';
import type { Malformed, Span } from '../span.js';
import type { Uri } from './uri.js';
import { endOfHost, endOfUrn } from './uriHost.js';
import { uriParameter } from './uriParameter.js';
import type { UriRules, UriScheme } from './uriRules.js';

/**
 * The servers read a URI from left to right without looking ahead: what may be the host may turn out to be the user
 * when an `@` comes, even after parameters or headers have begun.
 */
export class UriReader {
  private user: Span | undefined;
  private password: Span | undefined;
  private host: Span | undefined;
  private port: Span | undefined;
  private parameters: Span | undefined;
  private headers: Span | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly end: number,
    private readonly rules: UriRules,
    private readonly scheme: UriScheme,
  ) {}

  read(start: number): Uri | Malformed {
    if (start >= this.end) return { malformed: 'empty URI', at: start };
    const first = this.bytes[start];
    if (first === LEFT_BRACKET && !this.isHostUrn) return this.readHost(start, false);
    if (first === RIGHT_BRACKET || first === COLON) return { malformed: 'URI without a host', at: start };
    if (this.isHostUrn) return this.readUrn(start);
    if (first === AT && this.rules.leadingAt === 'refused')
      return { malformed: 'URI with an empty user', at: start };
    // The first byte is taken for the user's or the host's, whatever it is.
    for (let p = start + 1; p < this.end; p++) {
      switch (this.bytes[p]) {
        case AT:
          this.user = { start, end: p };
          return this.readHost(p + 1, true);
        case COLON:
          return this.readPasswordOrPort(start, p);
        case SEMICOLON:
          this.host = { start, end: p };
          return this.readParameters(p + 1, true);
        case QUESTION:
          this.host = { start, end: p };
          return this.readHeaders(p + 1, true);
        case LEFT_BRACKET:
        case RIGHT_BRACKET:
          return { malformed: 'bracket in a URI user', at: p };
      }
    }
    this.host = { start, end: this.end };
    return this.finish();
  }

  /** The first byte of a URN may be anything. It may be the bracket of an address, or one may follow it. */
  private readUrn(start: number): Uri | Malformed {
    return this.readUrnFrom(start, this.bytes[start] === LEFT_BRACKET ? start : start + 1, true);
  }

  private readUrnFrom(start: number, first: number, maybeUser: boolean): Uri | Malformed {
    const nameEnd = endOfUrn(this.bytes, first, this.end, this.rules);
    if (typeof nameEnd !== 'number') return nameEnd;
    this.host = { start, end: nameEnd };
    if (nameEnd >= this.end) return this.finish();
    return this.bytes[nameEnd] === SEMICOLON
      ? this.readParameters(nameEnd + 1, maybeUser)
      : this.readHeaders(nameEnd + 1, maybeUser);
  }

  /** After `word:`: a password when an `@` comes, else a port. */
  private readPasswordOrPort(start: number, colon: number): Uri | Malformed {
    let numeric = true;
    let number = 0;
    for (let p = colon + 1; p < this.end; p++) {
      const byte = this.bytes[p];
      if (byte === AT) {
        this.user = { start, end: colon };
        this.password = { start: colon + 1, end: p };
        return this.readHost(p + 1, true);
      }
      if (byte === SEMICOLON || byte === QUESTION) {
        if (!numeric) return { malformed: 'URI port is not a number', at: p };
        this.host = { start, end: colon };
        this.port = { start: colon + 1, end: p };
        return byte === SEMICOLON ? this.readParameters(p + 1, false) : this.readHeaders(p + 1, false);
      }
      if (byte === LEFT_BRACKET || byte === RIGHT_BRACKET || byte === COLON) {
        return { malformed: 'unexpected byte in a URI', at: p };
      }
      if (!isDigit(byte)) numeric = false;
      else if (numeric) {
        // A password of digits is taken for a port until its @ comes.
        number = number * 10 + (byte as number) - 0x30;
        if (this.exceedsPorts(number)) return { malformed: 'URI port out of range', at: p };
      }
    }
    if (numeric) {
      this.host = { start, end: colon };
      this.port = { start: colon + 1, end: this.end };
      return this.finish();
    }
    if (this.scheme !== 'urn' || this.rules.urn !== 'like-sip')
      return { malformed: 'URI port is not a number', at: colon + 1 };
    this.user = { start, end: colon };
    this.host = { start: colon + 1, end: this.end };
    return this.finish();
  }

  private readHost(start: number, afterUser: boolean): Uri | Malformed {
    const p = endOfHost(this.bytes, start, this.end, this.rules, afterUser);
    if (typeof p !== 'number') return p;
    this.host = { start, end: p };
    if (p >= this.end) return this.finish();
    switch (this.bytes[p]) {
      case COLON:
        return this.readPort(p + 1, !afterUser);
      case SEMICOLON:
        return this.readParameters(p + 1, !afterUser);
      case QUESTION:
        return this.readHeaders(p + 1, !afterUser);
      default:
        return { malformed: 'unexpected byte after a URI host', at: p };
    }
  }

  private readPort(start: number, maybeUser: boolean): Uri | Malformed {
    let p = start;
    let number = 0;
    for (; p < this.end && isDigit(this.bytes[p]); p++) {
      number = number * 10 + (this.bytes[p] as number) - 0x30;
      if (this.exceedsPorts(number)) return { malformed: 'URI port out of range', at: p };
    }
    this.port = { start, end: p };
    if (p >= this.end) return this.finish();
    if (this.bytes[p] === SEMICOLON) return this.readParameters(p + 1, maybeUser);
    if (this.bytes[p] === QUESTION) return this.readHeaders(p + 1, maybeUser);
    return { malformed: 'URI port is not a number', at: p };
  }

  /** `maybeUser`: no `@` was seen yet, so that all until here may still be the user (and `:` start a password). */
  private readParameters(start: number, maybeUser: boolean): Uri | Malformed {
    const user = new LateUser(maybeUser);
    for (let p = start; p < this.end; p++) {
      switch (this.bytes[p]) {
        case AT:
          if (!user.isPossible) return { malformed: 'second @ in a URI', at: p };
          return this.readHostAfterLateUser(p, user.passwordColon);
        case SEMICOLON:
          user.takeSeparator();
          break;
        case COLON:
          user.takeColon(p);
          break;
        case QUESTION:
          this.parameters = { start, end: p };
          return this.readHeaders(p + 1, user.isPossible && user.passwordColon === undefined);
      }
    }
    this.parameters = { start, end: this.end };
    return this.finish();
  }

  private readHeaders(start: number, maybeUser: boolean): Uri | Malformed {
    const user = new LateUser(maybeUser);
    let semicolonAt = -1;
    for (let p = start; p < this.end; p++) {
      switch (this.bytes[p]) {
        case AT:
          if (!user.isPossible) return { malformed: 'second @ in a URI', at: p };
          return this.readHostAfterLateUser(p, user.passwordColon);
        case SEMICOLON:
          if (!user.isPossible || user.passwordColon !== undefined)
            return { malformed: 'semicolon in URI headers', at: p };
          semicolonAt = p;
          break;
        case COLON:
          user.takeColon(p);
          break;
        case QUESTION:
          user.takeSeparator();
          break;
      }
    }
    this.headers = { start, end: this.end };
    if (semicolonAt >= 0) return { malformed: 'semicolon in URI headers', at: semicolonAt };
    return this.finish();
  }

  private readHostAfterLateUser(at: number, passwordColon: number | undefined): Uri | Malformed {
    const start = this.host?.start ?? at;
    this.user = { start, end: passwordColon ?? at };
    this.password = passwordColon === undefined ? undefined : { start: passwordColon + 1, end: at };
    this.host = undefined;
    this.port = undefined;
    this.parameters = undefined;
    return this.isHostUrn ? this.readUrnFrom(at + 1, at + 1, false) : this.readHost(at + 1, true);
  }

  private get isHostUrn(): boolean {
    return this.scheme === 'urn' && this.rules.urn === 'as-host';
  }

  private finish(): Uri | Malformed {
    if (
      this.port !== undefined &&
      this.rules.portOutOfRange === 'refused-by-digits-too' &&
      this.port.end - this.port.start > 5
    ) {
      return { malformed: 'URI port out of range', at: this.port.start };
    }
    const isNumber = this.scheme === 'tel' || this.scheme === 'tels';
    if (this.hasLeadingAt && !isNumber && this.rules.leadingAt === 'begins-user')
      return { malformed: 'URI with an empty user', at: (this.host as Span).start };
    const uri: Uri = {
      scheme: this.scheme,
      user: this.user,
      password: this.password,
      host: this.host,
      port: this.port,
      parameters: this.parameters,
      headers: this.headers,
    };
    if (isNumber) return { ...uri, user: this.host, host: undefined };
    if (this.scheme === 'urn' || this.rules.userOfPhone === 'whole' || !this.isPhone(uri)) return uri;
    return {
      ...uri,
      scheme: this.rules.sipsPhone === 'tels' && this.scheme === 'sips' ? 'tels' : 'tel',
      user: uri.user === undefined ? undefined : this.untilSemicolon(uri.user),
    };
  }

  private get hasLeadingAt(): boolean {
    return this.user === undefined && this.host !== undefined && this.bytes[this.host.start] === AT;
  }

  /** The number is checked digit by digit, the length when all is read. */
  private exceedsPorts(number: number): boolean {
    return number > 65535 && this.rules.portOutOfRange !== 'accepted';
  }

  private isPhone(uri: Uri): boolean {
    const value = uriParameter(this.bytes, uri, 'user');
    if (value === undefined || !spells(this.bytes, value.start, value.end, 'phone')) return false;
    return this.rules.userParameter === 'any-case' || isLowerCase(this.bytes, value);
  }

  private untilSemicolon(user: Span): Span {
    const semicolon = this.bytes.indexOf(SEMICOLON, user.start);
    return semicolon >= 0 && semicolon < user.end ? { start: user.start, end: semicolon } : user;
  }
}

/** A user that is recognised only at its `@`: whether there may still be one, and where its password would begin. */
class LateUser {
  passwordColon: number | undefined;

  constructor(public isPossible: boolean) {}

  /** The first colon begins the password. With a second one it is no user. */
  takeColon(at: number): void {
    if (!this.isPossible) return;
    if (this.passwordColon === undefined) this.passwordColon = at;
    else this.exclude();
  }

  /** What separates parameters or headers may stand in a user, but not in a password. */
  takeSeparator(): void {
    if (this.passwordColon !== undefined) this.exclude();
  }

  private exclude(): void {
    this.isPossible = false;
    this.passwordColon = undefined;
  }
}

function isLowerCase(bytes: Uint8Array, { start, end }: Span): boolean {
  return bytes.subarray(start, end).every((byte) => lowerCase(byte) === byte);
}
