import type { CaptureTime } from '../../capturedMessage.js';
import { zonedTimeOf } from '../heading/timeText.js';
import { endOfQuoted, unescaped } from './escapedMessages.js';
import { firstLineAt, headerPlaces, isKnownHeaderLine } from './firstLine.js';

const isoTime = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const syslogTime = `(?:${month} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?|${isoTime}|\\d{9,11}\\.\\d{1,9})`;
const program = '[A-Za-z0-9_./-]{1,64}(?:\\[\\d{1,10}\\])?:';

/** What tools put before each line of a text, with a blank behind it, which editors take away where nothing follows. */
const kinds: readonly string[] = [
  // An answer in a mail or a forum.
  '(?:> ?){1,8}',
  // docker compose
  '[A-Za-z0-9_.-]{1,64} {0,64}\\| ?',
  // syslog of RFC 5424 and RFC 3164, journald
  `<\\d{1,3}>1 ${isoTime} \\S{1,64} \\S{1,64} \\S{1,64} \\S{1,64} (?:- |\\[[^\\]]{0,200}\\] )`,
  `(?:<\\d{1,3}>)?${syslogTime} [A-Za-z0-9_.:-]{1,64} ${program} ?`,
  // docker -t, Kubernetes
  '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d) (?:std(?:out|err) [FP] ?)?',
  '\\[pod/[^\\] ]{1,128}\\] ?',
  // logcat, as threadtime and as Android Studio have it
  '(?:\\d{4}-)?\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} {1,8}\\d{1,8} {1,8}\\d{1,8} [VDIWEF] [^:]{1,64}: ?',
  '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} {1,8}\\d{1,8}-\\d{1,8} {1,8}\\S{1,64} {1,64}\\S{1,128} {1,64}[VDIWEF] {0,4}',
  // A prompt.
  '[A-Za-z0-9_.@:~/-]{0,64}[$#%] ',
];
const knownPrefixes = kinds.map((source) => new RegExp(`^(?:${source})`));
const indent = /^[ \t]{1,40}/;
const isoStart = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(Z|[+-]\d\d:?\d\d)?/;

/** How many prefixes are learned in one text: `docker compose`, for one, has a prefix for each service. */
const maxPrefixes = 8;
/** A longer start of a line is not taken for a prefix. */
const maxPrefixBytes = 300;

/** What stands around the lines of a text: the prefix, and whether the rest is a string up to its closing quote. */
interface Wrapping {
  readonly prefix: RegExp;
  readonly isString: boolean;
}

/** The prefixes that stand before the lines of a text, and the quotes around them, learned as it is read. */
export class Prefixes {
  readonly #learned: Wrapping[] = [];

  get count(): number {
    return this.#learned.length;
  }

  /** The line without the prefix or the quotes that were learned, if it has them. */
  strip(text: string): string {
    for (const wrapping of this.#learned) {
      const stripped = unwrapped(text, wrapping);
      if (stripped !== undefined) return stripped;
    }
    return text;
  }

  /**
   * Learns from two lines that follow each other: `header` has the same before the name of its header as `firstLine`
   * has before something. `isFirst` judges the rest of the first line. True: learned.
   */
  learn(firstLine: string, header: string, isFirst: (rest: string) => boolean): boolean {
    for (const place of headerPlaces(header).reverse()) {
      if (place > maxPrefixBytes) continue;
      const prefix = patternOf(header.slice(0, place));
      const isString = /["']$/.test(header.slice(0, place));
      const stripped = unwrapped(firstLine, { prefix, isString });
      if (stripped === undefined || stripped === firstLine || !isFirst(stripped)) continue;
      this.#add(prefix, isString);
      return true;
    }
    return false;
  }

  /**
   * Learns from the line behind a first line that each line of the message is indented by as much as a log has before the
   * first one: journald shows the lines of one entry so. True: learned.
   */
  learnIndent(header: string): boolean {
    const blanks = /^[ \t]{1,200}/.exec(header)?.[0] ?? '';
    if (blanks === '' || !isKnownHeaderLine(header.slice(blanks.length))) return false;
    this.#add(patternOf(blanks), false);
    return true;
  }

  /** Learns the prefix of a line that is a heading behind one of the known prefixes. True: learned. */
  learnKnown(text: string, isHeading: (rest: string) => boolean): boolean {
    let at = 0;
    for (let depth = 0; depth < 3; depth++) {
      const rest = text.slice(at);
      const kind = knownPrefixes.findIndex((pattern) => pattern.test(rest));
      const match = (kind < 0 ? indent : (knownPrefixes[kind] as RegExp)).exec(rest);
      if (match === null) return false;
      at += match[0].length;
      if (!isHeading(text.slice(at))) continue;
      this.#add(patternOf(text.slice(0, at)), false);
      return true;
    }
    return false;
  }

  #add(prefix: RegExp, isString: boolean): void {
    if (this.#learned.some((one) => one.prefix.source === prefix.source)) return;
    this.#learned.unshift({ prefix, isString });
    if (this.#learned.length > maxPrefixes) this.#learned.pop();
  }
}

/** The line without its prefix and quotes; undefined where the line does not have them. */
function unwrapped(text: string, { prefix, isString }: Wrapping): string | undefined {
  const match = prefix.exec(text);
  let start = match?.[0].length ?? 0;
  if (!isString) return match === null || start === 0 ? undefined : text.slice(start);
  // The first string of several that a program puts together: `text = "INVITE …\r\n" +`.
  if (match === null) start = firstLineAt(text);
  const quote = text[start - 1];
  if (quote !== '"' && quote !== "'") return undefined;
  const content = unescaped(text.slice(start, endOfQuoted(text, start, quote)), false).replace(/\n$/, '');
  return content.includes('\n') ? undefined : content;
}

/** The day and time that a line begins with, as prefixes have them. */
export function timeAtStart(text: string): CaptureTime | undefined {
  const [, date, time, zone] = isoStart.exec(text) ?? [];
  return date === undefined ? undefined : zonedTimeOf(date, time as string, zone);
}

/** What a prefix looks like on other lines: a known prefix by its own pattern, anything else with any number in place of a number. */
function patternOf(prefix: string): RegExp {
  const grepped = grepPattern(prefix);
  if (grepped !== undefined) return grepped;
  let source = '';
  let at = 0;
  while (at < prefix.length) {
    const rest = prefix.slice(at);
    const kind = knownPrefixes.findIndex((pattern) => pattern.test(rest));
    const match = kind < 0 ? null : (knownPrefixes[kind] as RegExp).exec(rest);
    if (match === null || match[0] === '') break;
    source += withOptionalBlanks(kinds[kind] as string);
    at += match[0].length;
  }
  return new RegExp(`^(?:${source}${shapeOf(prefix.slice(at))})`);
}

/**
 * The name of a file and the number of a line as `grep -n -A` has them: `:` stands behind them in a line that was found, `-` in
 * those around it.
 */
function grepPattern(prefix: string): RegExp | undefined {
  const parts = /^([A-Za-z0-9_./-]{0,200}?)([:-]?)(\d{0,9})[:-]$/.exec(prefix);
  if (parts === null) return undefined;
  const [, name = '', mark, number] = parts;
  if (number === '') return new RegExp(`^${escaped(name + mark)}[:-]`);
  return new RegExp(`^${escaped(name)}${mark === '' ? '' : '[:-]'}\\d{1,9}[:-]`);
}

function escaped(text: string): string {
  return text.replace(/[^\w\s]/g, '\\$&');
}

/** Blanks at a prefix's end are not there where the line has nothing else. */
function withOptionalBlanks(source: string): string {
  return source.endsWith(' ') ? `${source.slice(0, -1)}(?: |$)` : source;
}

function shapeOf(text: string): string {
  let end = text.length;
  while (end > 0 && text.length - end < 80 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  const core = text.slice(0, end);
  const blanks = text.slice(end);
  const shaped = core.replace(
    /0x[0-9a-f]{1,16}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{18,22}|\d+| +|[^\w\s]/gi,
    (part) => {
      if (/^0x/i.test(part)) return '0x[0-9a-fA-F]{1,16}';
      if (part.length > 30 && part[8] === '-') return '[0-9a-fA-F-]{36}';
      if (/^\d/.test(part)) return '\\d{1,20}';
      return part[0] === ' ' ? ' {1,64}' : `\\${part}`;
    },
  );
  if (blanks === '') return shaped;
  const exact = blanks.replace(/\t/g, '\\t');
  return core === ''
    ? `(?:${exact}|[ \\t]{0,${blanks.length}}\\r?$)`
    : `${shaped}(?:${exact}|[ \\t]{0,8}(?=\\r?$))`;
}
