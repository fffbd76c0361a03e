/** The codes that colour a text on a terminal and clear the rest of a line (ECMA-48 SGR and EL); \x1b is ESC. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins them
const colour = /\x1b\[[0-9;]{0,32}[mK]/g;
/** The one that baresip ends a message with. */
const endOfMessage = '\x1b[;m';
const entity = /&(?:lt|gt|amp|quot|nbsp|apos|#39|#x27|#34|#60|#62);/g;
const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': ' ',
  '&#39;': "'",
  '&#x27;': "'",
  '&#34;': '"',
  '&#60;': '<',
  '&#62;': '>',
};
/** No SIP message or heading has one of these: the text was copied from the source of a web page. */
const escapedBracket = /&(?:lt|#60);(?:sips?:|tel:|---)|-&(?:gt|#62);|\.\w{1,10} &(?:gt|#62); \S{1,64}:/;
const lineBreak = /<br ?\/?>/i;
const lineBreaks = /<br ?\/?>/gi;
/** How far behind the version of a first line the line break may stand that a web page's source has there. */
const farthestBreak = 100;
const openingTags = /^(?:<[a-z][a-z0-9]{0,9}(?: [^<>]{0,200})?>){1,8}/i;
const byteOrderMark = '\xef\xbb\xbf';

/**
 * Takes from the lines of a text what terminals, web pages and editors put into them: colours, HTML's escapes, a byte
 * order mark, `^M` for a CR, a second CR at the end, blanks at the ends of all lines.
 */
export class LineCleaner {
  #mayBeColoured = false;
  #mayBeEscaped = false;
  #isHtml = false;
  #mayHaveCarets = false;
  #mayBeBroken = false;
  #isBroken = false;
  #hasFirstLine = false;
  /** Whether blanks stood at the end of every line so far, as some editors and web pages leave them. */
  #hasBlankEnds = true;

  /** Looks at bytes whose lines come next or later: what they do not hold need not be searched in each line. */
  look(bytes: Buffer): void {
    this.#mayBeColoured ||= bytes.includes(0x1b);
    this.#mayBeEscaped ||= bytes.includes(0x26);
    this.#mayBeBroken ||= bytes.includes('<br') || bytes.includes('<BR');
    this.#mayHaveCarets ||= bytes.includes(0x5e);
  }

  /** `keepsEnds`: the current format ends messages with a colour's end. */
  clean(text: string, number: number, keepsEnds: boolean): string {
    let cleaned = text;
    if (number === 1 && cleaned.startsWith(byteOrderMark)) cleaned = cleaned.slice(3);
    if (this.#mayBeColoured && cleaned.includes('\x1b')) {
      cleaned = cleaned.replace(colour, (code) => (keepsEnds && code === endOfMessage ? code : ''));
    }
    if (this.#mayBeEscaped && cleaned.includes('&')) {
      this.#isHtml ||= escapedBracket.test(cleaned);
      if (this.#isHtml) cleaned = cleaned.replace(entity, (name) => entities[name] ?? name);
    }
    if (this.#mayHaveCarets && cleaned.endsWith('^M')) cleaned = `${cleaned.slice(0, -2)}\r`;
    if (this.#hasBlankEnds) cleaned = this.#withoutBlankEnd(cleaned);
    while (cleaned.endsWith('\r\r')) cleaned = cleaned.slice(0, -1);
    return cleaned;
  }
  /** The lines that a line of a page's source is, where its first lines have `<br>` behind them. */
  parts(text: string): readonly string[] {
    if (!this.#mayBeBroken) return [text];
    // A body may be a page itself, so one that stands behind a message does not count.
    this.#isBroken ||= hasBrokenFirstLine(text) || (!this.#hasFirstLine && lineBreak.test(text));
    this.#hasFirstLine ||= text.includes('SIP/2.0');
    if (!this.#isBroken) return [text];
    const parts = text.replace(openingTags, '').split(lineBreak);
    if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
    return parts;
  }

  #withoutBlankEnd(text: string): string {
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    let last = end;
    while (last > 0 && (text[last - 1] === ' ' || text[last - 1] === '\t')) last -= 1;
    if (last === end && end > 0) this.#hasBlankEnds = false;
    return last === end ? text : text.slice(0, last) + text.slice(end);
  }
}

/** Whether a first line stands in a text that a web page's source breaks: SIP/2.0, and no tag up to the line break. */
function hasBrokenFirstLine(text: string): boolean {
  for (const { index } of text.matchAll(lineBreaks)) {
    const before = text.slice(Math.max(0, index - farthestBreak - 'SIP/2.0'.length), index);
    if (/SIP\/2\.0/i.test(before.slice(before.lastIndexOf('<') + 1))) return true;
  }
  return false;
}
