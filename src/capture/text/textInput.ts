import type { CapturedMessage, CaptureReader, CaptureSink } from '../capturedMessage.js';
import { NamedLines } from '../namedLines.js';
import { CurrentReader, headedFormat } from './currentReader.js';
import { headedFormatOf } from './format/headings.js';
import { type Mark, markOf } from './heading/mark.js';
import { rowMark } from './heading/rowMark.js';
import { Cell } from './lines/cell.js';
import { dockerLine } from './lines/dockerLine.js';
import { escapedMessages } from './lines/escapedMessages.js';
import { firstLineAt, isHeaderLine, isKnownHeaderLine } from './lines/firstLine.js';
import { LineCleaner } from './lines/lineCleaner.js';
import { LineCutter, type TextLine, type TextPlace } from './lines/lineCutter.js';
import { Prefixes, timeAtStart } from './lines/prefixes.js';
import { QuotedPrintable } from './lines/quotedPrintable.js';
import { UnreadMessages } from './lines/unreadMessages.js';
import type { TextFormat } from './textFormats.js';
import { TextOutput } from './textOutput.js';

/** How many lines before a message are looked at again when a prefix is learned. */
const maxRecent = 64;
/** How many empty lines may stand between a first line and its headers. */
const maxBlank = 2;
/** What first lines mostly begin with. */
const methodOrVersion =
  /^(?:INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|PRACK|SUBSCRIBE|NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE|SIP\/2\.0) /;

interface Held {
  readonly line: TextLine;
  /** The line as it was, with its prefix. */
  readonly raw: TextLine;
  /** Where in the line the first line begins. */
  readonly at: number;
  readonly blank: TextLine[];
  /** An empty line behind it was left out, as behind every line of this text. */
  isDoubled: boolean;
  /** It is as the current format writes it, or a heading. */
  readonly isOwn: boolean;
}

/**
 * Reads a text line by line, in whatever formats its parts are: takes off what terminals, web pages and loggers put around
 * each line, finds the heading that tells the format, passes the lines to that format's reader, and reads by themselves
 * the messages that stand without a heading. Each line that begins like a SIP message with headers behind it becomes a
 * message or is named in a problem.
 */
export class TextInput implements CaptureReader {
  readonly #output: TextOutput;
  readonly #cutter: LineCutter;
  readonly #cleaner = new LineCleaner();
  readonly #prefixes = new Prefixes();
  readonly #cell = new Cell();
  readonly #mail = new QuotedPrintable();
  /** The first of the lines that a mail's encoding made of one, until the last of them has come. */
  #mailLine: TextLine | undefined;
  readonly #unread = new UnreadMessages();
  readonly #learnPrefix = (heading: string, isHeading: (rest: string) => boolean) =>
    this.#prefixes.learnKnown(heading, isHeading);
  readonly #current: CurrentReader;
  #recent: TextLine[] = [];
  #held: Held | undefined;
  #isDoubled = false;
  #wasLine = false;
  #hasText = false;
  #messages = 0;
  #hasEnded = false;

  /** `forced`: the text is in this format alone; `from`: where in the input it begins. */
  constructor(sink: CaptureSink, inputName: string, forced?: TextFormat, from?: TextPlace) {
    this.#cutter = new LineCutter((line) => this.#cleaned(line), from);
    this.#output = new TextOutput(
      { message: (message) => this.#pass(sink, message), problem: (problem) => sink.problem(problem) },
      inputName,
    );
    this.#current = new CurrentReader(this.#output, forced);
  }

  /** The lines that begin like messages without headers behind them. */
  readonly bareFirstLines = new NamedLines();

  /** The first format that was found; undefined while none was. */
  get format(): TextFormat | undefined {
    return this.#current.firstFormat;
  }

  push(chunk: Buffer): void {
    this.#cleaner.look(chunk);
    this.#cutter.push(chunk);
  }

  idle(): void {
    if (this.#held === undefined) this.#current.reader?.idle();
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cutter.end();
    this.#release();
    this.#endJson();
    this.#current.end();
    this.#output.end();
    const { text, count, first } = this.#unread.rest();
    if (first === undefined) return;
    const plural = count > 1;
    this.#output.problem(
      'unread-messages',
      `${text} begin${plural ? '' : 's'} like ${plural ? 'messages' : 'a message'}, with headers behind, but could not be read as ${plural ? 'messages' : 'one'}`,
      this.#output.peek({ text: '', number: first, offsetBytes: 0 }),
    );
  }

  /** What began like JSON and is damaged, or has no message as JSON, is read line by line as any other text. */
  #endJson(): void {
    const unread = this.#current.leaveJson();
    const first = unread?.lines[0];
    if (unread === undefined || first === undefined) return;
    const before = this.#messages;
    for (const line of unread.lines) this.#cleanLine(line);
    this.#release();
    this.#current.reader?.close();
    const isRead = this.#messages > before;
    if (!isRead && !unread.isDamaged) return;
    const what = unread.isDamaged ? 'the JSON is cut or damaged' : 'the JSON has no messages as it stands';
    this.#output.problem(
      'damaged-json',
      `${what}: ${isRead ? 'its lines were read as a text' : 'it is not read'}`,
      this.#output.peek(first),
      isRead ? 'format' : 'damage',
    );
  }

  #pass(sink: CaptureSink, message: CapturedMessage): void {
    this.#unread.read(message, this.#current.format === 'tcpdump' || this.#current.format === 'ngrep');
    this.#messages += 1;
    sink.message(message);
  }

  #cleaned(line: TextLine): void {
    const decoded = this.#mail.decode(line.text);
    if (decoded === undefined) {
      this.#mailLine ??= line;
      return;
    }
    const logged = dockerLine(decoded);
    const text = this.#cleaner.clean(
      logged?.text ?? decoded,
      line.number,
      this.#current.format === 'baresip',
    );
    const place = this.#mailLine ?? line;
    const at = logged === undefined ? place : { ...place, time: logged.time };
    this.#mailLine = undefined;
    for (const part of this.#cleaner.parts(text)) {
      const inCell = this.#cell.read(part);
      this.#cleanLine(inCell === at.text ? at : { ...at, text: inCell });
    }
  }

  #cleanLine(raw: TextLine): void {
    const { text } = raw;
    if (this.#isDoubled && text.trim() === '' && this.#wasLine) {
      this.#wasLine = false;
      if (this.#held !== undefined) this.#held.isDoubled = true;
      return;
    }
    this.#wasLine = true;
    this.#line(raw, this.#prefixes.count === 0 ? raw : this.#strip(raw));
  }

  #strip(raw: TextLine): TextLine {
    const text = this.#prefixes.strip(raw.text);
    if (text === raw.text) return raw;
    const prefix = raw.text.slice(0, raw.text.length - text.length);
    const time = timeAtStart(prefix.replace(/^[A-Za-z0-9_.-]{1,64} {0,64}\| /, ''));
    return { ...raw, text, time: time ?? raw.time };
  }

  #line(raw: TextLine, line: TextLine): void {
    if (!this.#hasText && line.text.trim() !== '') {
      this.#hasText = true;
      this.#current.begin(line.text);
    }
    const held = this.#held;
    if (held !== undefined) {
      if (line.text.trim() === '' && held.blank.length < maxBlank) {
        held.blank.push(line);
        return;
      }
      this.#settle(held, raw, line);
      return;
    }
    const { text } = line;
    if (text.includes('SIP/2.0')) {
      if (this.#current.format !== 'json' && this.#readEscaped(line)) return;
      const at = firstLineAt(text);
      if (at >= 0 && this.#current.format !== 'json') {
        this.#held = { line, raw, at, blank: [], isDoubled: false, isOwn: this.#current.writes(text, at) };
        return;
      }
    }
    this.#ordinary(raw, line);
  }

  /** Decides by the line behind it whether a line was a message's first. */
  #settle(held: Held, raw: TextLine, line: TextLine): void {
    this.#held = undefined;
    const { text } = line;
    if (held.isOwn) {
      if (held.blank.length === 1 && isHeaderLine(text)) {
        this.#isDoubled = true;
        held.blank.length = 0;
      }
      this.#held = held;
      this.#release();
    } else if (held.at === 0 && isHeaderLine(text)) this.#begin(held, held.line, 0);
    else if (this.#learns(held, text)) {
      this.#readAgain();
      const first = this.#strip(held.line);
      const at = firstLineAt(first.text);
      this.#begin(held, first, at);
      this.#line(raw, this.#strip(line));
      return;
    } else if (held.line.text.slice(0, held.at).trim() !== '' && this.#prefixes.learnIndent(text)) {
      this.#begin(held, held.line, held.at);
      this.#line(raw, this.#strip(line));
      return;
    } else if (held.at > 0 && isKnownHeaderLine(text)) {
      this.#begin(held, held.line, held.at);
      if (text.includes('"')) {
        const inCell = { ...line, text: this.#cell.read(text) };
        this.#line(inCell, inCell);
        return;
      }
    } else {
      this.#held = held;
      this.#release();
    }
    this.#line(raw, line);
  }

  /** Learns a prefix from two lines; what tcpdump and ngrep put before lines is for their readers. */
  #learns(held: Held, text: string): boolean {
    if (this.#current.reader?.hasOpenEntry === true) return false;
    // sofia-sip indents by itself, and its reader takes that off.
    if (
      this.#current.format === 'freeswitch' &&
      held.raw.text !== held.line.text &&
      held.line.text.startsWith(' ')
    )
      return false;
    return this.#prefixes.learn(held.line.text, text, (rest) => firstLineAt(rest) >= 0);
  }

  /** Passes on the line that was held, as what it is. */
  #release(): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    if (!held.isOwn) this.bareFirstLines.add(held.line.number);
    this.#ordinary(held.raw, held.line);
    for (const blank of held.blank) this.#ordinary(blank, blank);
  }

  /** A first line whose headers are there; `at`: where in it the message begins. */
  #begin(held: Held, line: TextLine, at: number): void {
    this.#cell.begin(line.text.slice(0, at));
    this.#isDoubled = held.isDoubled || held.blank.length > 0;
    this.#wasLine = true;
    if (at === 0) {
      // tcpdump shows the bytes of headers before the message, and they may be letters.
      if (this.#current.format !== 'tcpdump' || methodOrVersion.test(line.text))
        this.#unread.seen(line.text, line.number);
      const { reader } = this.#current;
      reader?.endBefore?.();
      if (reader !== undefined && (reader.hasOpenEntry ?? true)) reader.line(line, true);
      else if (this.#current.takesMessages) this.#beginUnknown(line, markOf({ time: line.time }), line);
      else reader?.line(line, true);
      return;
    }
    // tcpdump's dumps begin with the bytes of headers.
    if (this.#current.reader?.hasOpenEntry === true) {
      this.#current.reader.line(line, false);
      return;
    }
    const before = line.text.slice(0, at);
    const rest = { ...line, text: line.text.slice(at) };
    if (this.#current.headsMessage(line.text)) {
      this.#current.reader?.line(line, false);
      return;
    }
    this.#unread.seen(rest.text, line.number);
    if (this.#current.reader?.awaitsMessage === true) {
      this.#current.reader.line(rest, true);
      return;
    }
    const heading = headedFormatOf(before);
    this.#beginUnknown(
      rest,
      heading?.mark ?? markOf({ time: line.time }),
      heading === undefined ? line : undefined,
    );
  }

  #beginUnknown(line: TextLine, mark: Mark, unknown: TextLine | undefined): void {
    if (!this.#current.takesMessages) return;
    const reader = this.#current.messageReader();
    if (unknown !== undefined) this.#output.unknownFormat(this.#output.peek(unknown));
    reader.begin(line, mark);
  }

  /** Reads the messages that a line holds with their line ends escaped. */
  #readEscaped(line: TextLine): boolean {
    if (!this.#current.takesMessages) return false;
    const messages =
      line.text.includes('\\') || line.text.includes('#01') || line.text.includes('^M')
        ? escapedMessages(line.text)
        : [];
    for (const { before, lines, behind } of messages) {
      const mark = headedFormatOf(before)?.mark ?? rowMark(before, behind);
      this.#unread.seen(lines[0] as string, line.number);
      const reader = this.#current.messageReader();
      if (Object.keys(mark).length === 0) this.#output.unknownFormat(this.#output.peek(line));
      reader.whole(line, markOf({ time: line.time, ...mark }), lines);
    }
    return messages.length > 0;
  }

  #ordinary(raw: TextLine, line: TextLine): void {
    const { text } = line;
    // A prefix is looked for where none was taken off already.
    this.#current.find(text, line === raw ? this.#learnPrefix : undefined);
    if (this.#recent.length >= maxRecent) this.#recent.shift();
    this.#recent.push(line);
    this.#current.reader?.line(this.#strippedIfLearned(raw, line), false);
  }

  #strippedIfLearned(raw: TextLine, line: TextLine): TextLine {
    return this.#prefixes.count > 0 && line === raw ? this.#strip(raw) : line;
  }

  /** A prefix was learned by a message: the headings before it are looked at without it. */
  #readAgain(): void {
    const recent = this.#recent;
    this.#recent = [];
    if (this.#current.forced !== undefined) return;
    for (const raw of recent) {
      const line = this.#strip(raw);
      if (line !== raw && headedFormat(line.text) !== undefined) {
        const at = recent.indexOf(raw);
        for (const one of recent.slice(at)) {
          const stripped = this.#strip(one);
          this.#ordinary(stripped, stripped);
        }
        return;
      }
    }
  }
}
