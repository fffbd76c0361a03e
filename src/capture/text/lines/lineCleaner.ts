import { firstLineAt } from './firstLine.js';

/**
 * What a terminal takes for commands, such as colours, clearing of a line and the title of the window (ECMA-48 §8.3, xterm);
 * \x1b is ESC.
 */
const terminalCodes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins them
  /\x1b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|[()][0-9A-Z]|[=>78])/g;
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
const maxBreakDistance = 100;
const openingTags = /^(?:<[a-z][a-z0-9]{0,9}(?: [^<>]{0,200})?>){1,8}/i;
const byteOrderMark = '\xef\xbb\xbf';
/** A blank that does not break, in UTF-8; web pages and chats put it for others. */
const hardBlank = '\xc2\xa0';
/** One where a first line has a blank: no message has it there. */
const hardBlankInFirstLine =
  /\xc2\xa0SIP\/2\.0\s{0,8}$|^\s{0,40}SIP\/2\.0\xc2\xa0\d|^[A-Z]{3,9}\xc2\xa0\S{1,40}:/;
/** Tags that colour parts of a line on a page. */
const spans = /<\/?span(?: [^<>]{0,200})?>/g;
/** The bars in UTF-8 that stand on both sides of a line in a box that a program draws on a terminal. */
const bars: readonly string[] = ['\xe2\x94\x82', '\xe2\x94\x83', '\xe2\x95\x91'];

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
  #mayBeSpanned = false;
  #isSpanned = false;
  #mayHaveHardBlanks = false;
  #hasHardBlanks = false;
  #mayBeBoxed = false;
  /** Whether `$` stood at the end of every line so far, as `cat -A` and `cat -e` show ends. */
  #hasDollarEnds = true;
  /** Whether blanks stood at the end of every line so far, as some editors and web pages leave them. */
  #hasBlankEnds = true;

  /** Looks at bytes whose lines come next or later: what they do not hold need not be searched in each line. */
  look(bytes: Buffer): void {
    this.#mayBeColoured ||= bytes.includes(0x1b);
    this.#mayBeEscaped ||= bytes.includes(0x26);
    this.#mayBeBroken ||= bytes.includes('<br') || bytes.includes('<BR');
    this.#mayHaveCarets ||= bytes.includes(0x5e);
    this.#mayBeSpanned ||= bytes.includes('<span');
    this.#mayHaveHardBlanks ||= bytes.includes(hardBlank, 'latin1');
    this.#mayBeBoxed ||= bytes.includes('\xe2\x94', 'latin1') || bytes.includes('\xe2\x95', 'latin1');
  }

  /** `keepsEnds`: the current format ends messages with a colour's end. */
  clean(text: string, number: number, keepsEnds: boolean): string {
    let cleaned = text;
    if (number === 1 && cleaned.startsWith(byteOrderMark)) cleaned = cleaned.slice(3);
    if (this.#mayBeColoured && cleaned.includes('\x1b')) {
      cleaned = cleaned.replace(terminalCodes, (code) => (keepsEnds && code === endOfMessage ? code : ''));
    }
    if (this.#mayBeEscaped && cleaned.includes('&')) {
      this.#isHtml ||= escapedBracket.test(cleaned);
      if (this.#isHtml) cleaned = cleaned.replace(entity, (name) => entities[name] ?? name);
    }
    if (this.#mayBeSpanned && cleaned.includes('span')) cleaned = this.#withoutSpans(cleaned);
    if (this.#mayHaveHardBlanks && cleaned.includes(hardBlank)) {
      this.#hasHardBlanks ||= hardBlankInFirstLine.test(cleaned.slice(0, 400));
      if (this.#hasHardBlanks) cleaned = cleaned.replaceAll(hardBlank, ' ');
    }
    if (this.#mayBeBoxed && cleaned.includes('\xe2')) cleaned = withoutBars(cleaned);
    if (this.#hasDollarEnds) cleaned = this.#withoutDollarEnd(cleaned);
    if (this.#mayHaveCarets && cleaned.endsWith('^M')) cleaned = `${cleaned.slice(0, -2)}\r`;
    if (this.#hasBlankEnds) cleaned = this.#withoutBlankEnd(cleaned);
    while (cleaned.endsWith('\r\r')) cleaned = cleaned.slice(0, -1);
    return cleaned;
  }

  /** Splits a line of a web page's source at each `<br>`, once a first line with `<br>` behind it was seen; else the line. */
  parts(text: string): readonly string[] {
    if (!this.#mayBeBroken) return [text];
    // A SIP body may be a web page: a `<br>` behind a message does not count.
    this.#isBroken ||= hasBrokenFirstLine(text) || (!this.#hasFirstLine && lineBreak.test(text));
    this.#hasFirstLine ||= text.includes('SIP/2.0');
    if (!this.#isBroken) return [text];
    const parts = text.replace(openingTags, '').split(lineBreak);
    if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
    return parts;
  }

  /** A page that has a tag around each line of a text has them around the first line of a message, too. */
  #withoutSpans(text: string): string {
    const bare = text.replace(spans, '');
    this.#isSpanned ||= bare !== text && firstLineAt(bare.replace(openingTags, '')) === 0;
    return this.#isSpanned ? bare.replace(openingTags, '') : text;
  }

  #withoutDollarEnd(text: string): string {
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    if (end > 0 && text[end - 1] === '$') return text.slice(0, end - 1);
    this.#hasDollarEnds = false;
    return text;
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
    const before = text.slice(Math.max(0, index - maxBreakDistance - 'SIP/2.0'.length), index);
    if (/SIP\/2\.0/i.test(before.slice(before.lastIndexOf('<') + 1))) return true;
  }
  return false;
}

/** What stands between the two bars of a line in a box; another line stays. */
function withoutBars(text: string): string {
  const line = text.trim();
  const bar = line.slice(0, 3);
  if (!bars.includes(bar) || line.length < 6 || !line.endsWith(bar)) return text;
  return `${line.slice(3, -3).trimEnd()}${text.endsWith('\r') ? '\r' : ''}`;
}
