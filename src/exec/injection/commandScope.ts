import type { ShellToken, ShellWord, SimpleCommand } from './shellReading.js';
import { holdsValue, partOf, type ShellText, ShellTextBuilder } from './shellText.js';

/** Words behind which the shell looks for a command again (POSIX.1-2017 XCU 2.4). */
const BEFORE_COMMANDS: ReadonlySet<string> = new Set(
  'if then else elif do while until ! { time coproc'.split(' '),
);

/** The place between the commands of one list: gathers words, and knows what the next one will be. */
export class CommandScope {
  private readonly text: ShellText;
  private readonly commands: SimpleCommand[];
  private readonly tokens: ShellToken[];
  private readonly assigned: Map<string, ShellText>;
  private assignments: ShellWord[] = [];
  private words: ShellWord[] = [];
  private content: ShellTextBuilder | undefined;
  private wordStart = 0;
  private plainBytes: number | undefined;
  private isTarget = false;
  /** Where `case` is: before its word, before `in`, before or within a pattern, or none of these. */
  private caseState: 'word' | 'in' | 'pattern' | 'none' = 'none';
  private cases = 0;

  /** @param assigned what commands put into variables, which this adds to */
  constructor(
    text: ShellText,
    commands: SimpleCommand[],
    tokens: ShellToken[],
    assigned: Map<string, ShellText>,
  ) {
    this.text = text;
    this.commands = commands;
    this.tokens = tokens;
    this.assigned = assigned;
  }

  get isInWord(): boolean {
    return this.content !== undefined;
  }

  /** Whether the next word names a command. */
  get isAtCommand(): boolean {
    return !this.isInWord && this.words.length === 0 && this.caseState === 'none' && !this.isTarget;
  }

  get isPattern(): boolean {
    return this.caseState === 'pattern';
  }

  get isInCase(): boolean {
    return this.cases > 0;
  }

  addByte(at: number): void {
    this.begin(at).addFrom(this.text, at);
  }

  /** The value of a variable within a word. */
  addContent(value: ShellText): void {
    this.content?.addAll(value);
  }

  /** A quote, a backslash or an expansion stands in the word. */
  breakPlain(at: number): void {
    const { length } = this.begin(at);
    this.plainBytes ??= length;
  }

  /** Drops a number that stands right before a redirection. Out: false where there is none. */
  dropNumber(): boolean {
    if (this.content === undefined || this.plainBytes !== undefined) return false;
    if (!this.content.bytes.every((byte) => byte >= 0x30 && byte <= 0x39)) return false;
    this.content = undefined;
    return true;
  }

  /** The next word is the file of a redirection. */
  expectTarget(): void {
    this.isTarget = true;
  }

  beginPattern(): void {
    if (this.cases > 0) this.caseState = 'pattern';
  }

  endPattern(at: number): void {
    this.endWord(at);
    this.caseState = 'none';
  }

  endWord(at: number): void {
    const { content, plainBytes, wordStart } = this;
    if (content === undefined) return;
    this.content = undefined;
    this.plainBytes = undefined;
    if (this.isTarget) {
      this.isTarget = false;
      return;
    }
    this.take({ start: wordStart, end: at, content, plainBytes: plainBytes ?? content.length });
  }

  endCommand(at: number): void {
    this.endWord(at);
    this.isTarget = false;
    const { assignments, words } = this;
    const first = assignments[0] ?? words[0];
    if (first === undefined) return;
    this.commands.push({ start: first.start, end: at, assignments, words });
    if (words.length === 0) for (const { content } of assignments) this.assign(content);
    this.assignments = [];
    this.words = [];
  }

  /** Remembers what an assignment puts into a variable, as a later command may use it: `a=$SIP_USER; $a` runs the value. */
  private assign(content: ShellText): void {
    const sign = content.bytes.indexOf(0x3d);
    const value = partOf(content, sign + 1, content.bytes.length);
    const name = Buffer.from(content.bytes.slice(0, sign)).toString('latin1');
    if (holdsValue(value)) this.assigned.set(name, value);
  }

  private begin(at: number): ShellTextBuilder {
    if (this.content === undefined) {
      this.content = new ShellTextBuilder();
      this.wordStart = at;
    }
    return this.content;
  }

  private take(word: ShellWord): void {
    const isPlain = word.plainBytes === word.content.bytes.length;
    const written = isPlain ? Buffer.from(word.content.bytes).toString('latin1') : '';
    if (this.caseState !== 'none') this.takeOfCase(written);
    else if (this.words.length > 0) this.words.push(word);
    else if (isAssignment(word)) this.assignments.push(word);
    else this.takeName(word, written);
  }

  private takeName(word: ShellWord, written: string): void {
    this.tokens.push({ kind: 'command', start: word.start, end: word.end });
    if (written === 'case') {
      this.caseState = 'word';
      this.cases += 1;
    } else if (written === 'esac' && this.cases > 0) {
      this.cases -= 1;
      this.words.push(word);
    } else if (!BEFORE_COMMANDS.has(written) || this.assignments.length > 0) this.words.push(word);
  }

  private takeOfCase(written: string): void {
    if (this.caseState === 'word') this.caseState = 'in';
    else if (this.caseState === 'in') this.caseState = written === 'in' ? 'pattern' : 'in';
    else if (written === 'esac') {
      this.caseState = 'none';
      this.cases -= 1;
    }
  }
}

/** `name=value`, the name and the sign without quotes. */
function isAssignment({ content, plainBytes }: ShellWord): boolean {
  const plain = Buffer.from(content.bytes.slice(0, Math.min(plainBytes, 256))).toString('latin1');
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(plain);
}
