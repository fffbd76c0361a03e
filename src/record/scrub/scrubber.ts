import { isIPv6 } from 'node:net';
import { replaceDisplayNames } from './displayNames.js';
import { replaceMailAddresses } from './mailAddresses.js';
import { Pseudonyms } from './pseudonyms.js';
import { vocabulary } from './vocabulary.js';

/**
 * The longest text that is scrubbed in one go. Each replaced part is kept as a mark: a character that latin1 text does not
 * have; there are enough of them for so many parts.
 */
const MAX_PIECE = 60_000;
/** Headers whose values are a person's own words. */
const freeTextHeaders = /^(?:subject|s|organization|call-?info|alert-?info|error-?info|warning|reason)$/i;
const callIdHeaders = /^(?:call-?id|i|in-?reply-?to|replaces)$/i;
/** Parameters that hold a key, a secret, or what tells one call from another. */
const secretParameter =
  /([\s;,?&"']|^)((?:nonce|cnonce|opaque|response|password|passwd|pwd|secret|token|auth|ck|ik|key|tag|from-tag|to-tag|icid-value|call-id|\+sip\.instance|reg-id)\s*=\s*)("?)([^\s;,&<>"']+)/gi;
const branchParameter = /(branch\s*=\s*(?:z9hG4bK)?)([^\s;,"<>]+)/gi;
/** SDP: whose session, its name and contacts, and its keys. */
const sdpLine =
  /^(o=|s=|i=|e=|p=|u=|k=|a=crypto:[^\r\n]{0,80}?inline:|a=ice-ufrag:|a=ice-pwd:|a=fingerprint:\S{1,20} )([^\r\n]*)/gm;
/** Its repetitions are bounded, so that a long text costs no more than its length times the bound. */
const uri =
  /(?<![\w-])(sips?:|tel:)((?:(?:[^\s@<>,:]|,(?!\s*sips?:)){1,256}(?::[^\s@<>,]{0,256})?)?@)?(\[[0-9A-Fa-f:.]{2,64}\]|[A-Za-z0-9+._-]{1,256})?/gi;
const address =
  /(?<![\w.:-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)|(?<![\w:.])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]{0,40}:)[0-9A-Fa-f:.]{2,45}(?![\w:])/g;
const sentBy =
  /(SIP\s{0,4}\/\s{0,4}\d\.\d\s{0,4}\/\s{0,4}\w{1,10}\s{1,8})([A-Za-z0-9][A-Za-z0-9._-]{0,255})/gi;
const longNumber = /(?<![\w.:+-])\+?\d{7,20}(?![\w.-]|:\d)/g;
const secretName =
  /PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|(?:^|_)(?:API_?)?KEYS?(?:_|$)|(?:^|_)(?:AUTH|PWD|DSN)(?:_|$)/i;

/** Whether a variable of this name is likely to hold a password or key. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

const hostName = /^(?:HOSTNAME|HOST|DOMAIN|DOMAINNAME)$/i;

/**
 * Replaces who and where by neutral stand-ins: users, numbers, hosts, addresses, display names, keys, and what tells
 * one call from another. The same text has the same stand-in wherever it stands: what is found where a message names
 * it is then replaced as a word of its own everywhere.
 */
export class Scrubber {
  private readonly names = new Pseudonyms();
  /** Words that were found where a message names somebody, and their stand-ins. */
  private readonly standIns = new Map<string, string>();

  /** Finds what a text names, so that it is replaced in whatever comes later. */
  learn(bytes: Buffer): void {
    this.scrub(bytes.toString('latin1'));
  }

  /** Any text: an argument, a folder, an address. */
  text(bytes: Buffer): Buffer {
    return Buffer.from(this.scrub(bytes.toString('latin1')), 'latin1');
  }

  /** A command's own text: what it refers to (`$SIP_USER`, `$$SIP_USER`, `${name}`, `$1`) is no name. */
  command(bytes: Buffer): Buffer {
    const parts = bytes.toString('latin1').split(/((?<!\$)\$+(?:\{[^{}\s]{0,80}\}|\w+|[@*#?!-]))/);
    return Buffer.from(
      this.scrub(parts, (_, at) => at % 2 === 1),
      'latin1',
    );
  }

  /** What a command printed. In: whole texts that it may have printed as they are, and what stands for each. */
  output(bytes: Buffer, replaced: ReadonlyMap<string, string>): Buffer {
    const texts = [...replaced.keys()].filter((text) => text.length >= 4).sort((a, b) => b.length - a.length);
    let parts: { readonly text: string; readonly isDone: boolean }[] = [
      { text: bytes.toString('latin1'), isDone: false },
    ];
    for (const text of texts) {
      parts = parts.flatMap((part) => {
        if (part.isDone || !part.text.includes(text)) return [part];
        const done = { text: replaced.get(text) as string, isDone: true };
        return part.text
          .split(text)
          .flatMap((between, i) => [...(i === 0 ? [] : [done]), { text: between, isDone: false }]);
      });
    }
    return Buffer.from(
      this.scrub(
        parts.map(({ text }) => text),
        (_, at) => parts[at]?.isDone === true,
      ),
      'latin1',
    );
  }

  /** A SIP message. Content-Length grows and shrinks with the body. */
  message(bytes: Buffer): Buffer {
    const whole = bytes.toString('latin1');
    const at = /\r?\n\r?\n/.exec(whole);
    const headEnd = at === null ? whole.length : at.index + at[0].length;
    const body = this.scrub(whole.slice(headEnd));
    const grown = body.length - (whole.length - headEnd);
    const head = whole
      .slice(0, headEnd)
      .replace(/[^\r\n]+(?:\r?\n[ \t]+[^\r\n]*)*/g, (line) => this.headLine(line, grown));
    return Buffer.from(head + body, 'latin1');
  }

  private headLine(line: string, grown: number): string {
    const header = /^([^\s:]{1,64})([ \t]{0,64}:)/.exec(line);
    if (header === null) return this.scrub(line);
    const [before, name = ''] = header;
    return before + this.header(name, line.slice(before.length), grown);
  }

  /** The value of a header, or of the variable that has it. In: by how much the body has grown. */
  header(name: string, value: string, grown = 0): string {
    if (/^(?:content-?length|l)$/i.test(name.replaceAll('_', '-')))
      return value.replace(/\d+/, (length) => String(Math.max(0, Number(length) + grown)));
    if (freeTextHeaders.test(name.replaceAll('_', '-'))) return this.names.words(value);
    if (callIdHeaders.test(name.replaceAll('_', '-')))
      return value.replace(/[^\s@;,]+/g, (part, at: number) =>
        value[at - 1] === '@' ? this.host(part) : this.opaque(part),
      );
    return this.scrub(value);
  }

  /** A variable of the environment. In: by how much the message's body has grown. */
  variable(name: string, value: Buffer, grown = 0): Buffer {
    const text = value.toString('latin1');
    const scrubbed = () => {
      if (name.startsWith('SIP_HF_')) return this.header(name.slice('SIP_HF_'.length), text, grown);
      if (name === 'SIP_USER' || name === 'SIP_OUSER') return this.user(text);
      if (name === 'SIP_DID') return text === '' || /\s/.test(text) ? this.scrub(text) : this.opaque(text);
      if (name === 'PATH' || name === 'SIP_TID') return text;
      if (secretName.test(name)) return this.opaque(text);
      if (hostName.test(name)) return this.host(text);
      return this.scrub(text);
    };
    return Buffer.from(scrubbed(), 'latin1');
  }

  /** A hash, which can be held against nothing any more: hexadecimal digits of the same length. */
  hash(value: Buffer): Buffer {
    return Buffer.from(this.names.word(value.toString('latin1')), 'latin1');
  }

  /** In: a text, or parts of one, of which some stay as they are. */
  private scrub(
    parts: string | readonly string[],
    isDone: (part: string, at: number) => boolean = () => false,
  ): string {
    // What is replaced stands behind a mark, so that no later pattern takes a stand-in for a name.
    const done: string[] = [];
    const mark = (standIn: string) => `\u{100}${String.fromCharCode(0x200 + done.push(standIn) - 1)}`;
    const all = typeof parts === 'string' ? [parts] : parts;
    if (all.reduce((sum, part) => sum + part.length, 0) > MAX_PIECE)
      return all.map((part, at) => (isDone(part, at) ? part : this.inPieces(part))).join('');
    const text = all.map((part, at) => (isDone(part, at) ? mark(part) : part)).join('');
    const withoutUris = text
      .replace(sdpLine, (_, key: string, value: string) => `${key}${mark(this.sdpValue(key, value))}`)
      .replace(
        branchParameter,
        (_, before: string, branch: string) => `${before}${mark(this.opaque(branch))}`,
      )
      .replace(
        secretParameter,
        (_, before: string, key: string, quote: string, value: string) =>
          `${before}${key}${quote}${mark(this.opaque(value))}`,
      )
      .replace(uri, (_, scheme: string, user = '', host = '') => {
        const newUser = user === '' ? '' : `${this.userinfo(user.slice(0, -1))}@`;
        return `${scheme}${mark(`${newUser}${this.hostOrNumber(host)}`)}`;
      });
    const withoutMail = replaceMailAddresses(withoutUris, (user, host) =>
      mark(`${this.user(user)}@${this.host(host)}`),
    ).replace(sentBy, (_, before: string, host: string) => `${before}${mark(this.host(host))}`);
    const marked = replaceDisplayNames(withoutMail, (said, isQuoted) => {
      const newName = said.replace(/[A-Za-z0-9\x80-\xff]+/g, (word) => this.name(word));
      return mark(isQuoted ? `"${newName}"` : newName);
    })
      .replace(address, (found) => (isAddress(found) ? mark(this.names.address(found)) : found))
      .replace(longNumber, (number) => mark(this.standIns.get(number) ?? this.names.number(number)))
      .replace(/[A-Za-z0-9+\x80-\xff][A-Za-z0-9+._~\x80-\xff-]*/g, (word) => this.word(word));
    const shown = (text: string): string =>
      text.replace(/\u0100([\s\S])/g, (_, at: string) => shown(done[at.charCodeAt(0) - 0x200] as string));
    return shown(marked);
  }

  /** A long text line by line, and a long line in pieces that end at a blank or comma. */
  private inPieces(text: string): string {
    const pieces = text.match(/[\s\S]{1,30000}(?:[\s,]|$)|[\s\S]{1,30000}/g) ?? [];
    return pieces.map((piece) => this.scrub(piece)).join('');
  }

  /** A word by itself: where it was found before as a name or a part of one. */
  private word(word: string): string {
    const whole = this.standIns.get(word);
    if (whole !== undefined) return whole;
    return word.replace(/[A-Za-z0-9+\x80-\xff]+/g, (part) => this.standIns.get(part) ?? part);
  }

  private remember(word: string, standIn: string): string {
    if (word.length >= 3 && !vocabulary.has(word.toLowerCase())) this.standIns.set(word, standIn);
    return standIn;
  }

  private userinfo(text: string): string {
    const colon = text.indexOf(':');
    if (colon === -1) return this.user(text);
    return `${this.user(text.slice(0, colon))}:${this.opaque(text.slice(colon + 1))}`;
  }

  private user(text: string): string {
    if (/^\+?\d+$/.test(text)) return this.remember(text, this.names.number(text));
    if (/^anonymous$/i.test(text)) return text;
    return this.remember(
      text,
      text.replace(/[A-Za-z0-9\x80-\xff]+/g, (part) => this.name(part)),
    );
  }

  private name(word: string): string {
    return this.remember(word, /^\d+$/.test(word) ? this.names.number(word) : this.names.word(word));
  }

  private opaque(text: string): string {
    return this.remember(text, this.names.words(text));
  }

  private host(text: string): string {
    const bare = /^\[(.*)\]$/.exec(text)?.[1];
    if (bare !== undefined) return isIPv6(bare) ? `[${this.names.address(bare)}]` : text;
    const name = text.replace(/\.$/, '');
    return this.remember(name, this.names.host(name)) + text.slice(name.length);
  }

  private hostOrNumber(text: string): string {
    return /^\+?\d+$/.test(text) ? this.user(text) : this.host(text);
  }

  private sdpValue(key: string, value: string): string {
    if (key !== 'o=') return this.names.words(value);
    const [user = '', ...rest] = value.split(' ');
    const newUser = user === '-' ? user : this.user(user);
    return [
      newUser,
      ...rest.slice(0, -1).map((part) => (/^\d{7,}$/.test(part) ? this.names.number(part) : part)),
      ...rest.slice(-1).map((host) => this.host(host)),
    ].join(' ');
  }
}

function isAddress(text: string): boolean {
  return isIPv6(text) || text.split('.').every((part) => Number(part) < 256);
}
