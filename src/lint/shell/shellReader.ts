import { isArithmetic } from './arithmetic.js';
import type { BashSyntax, ReferenceRole, ShellAssignment, ShellReference, ShellScript } from './reference.js';
import { type ShellText, WordReader } from './wordReader.js';

/** Words after which a command begins. */
const OPENING_WORDS: ReadonlySet<string> = new Set('if then elif else while until do { ! time in'.split(' '));
/** Commands whose arguments may be assignments; only some shells spare those from splitting. */
const DECLARING: ReadonlySet<string> = new Set('export local readonly declare typeset'.split(' '));

/** Words that begin a command in bash alone, and what POSIX has instead. */
const BASH_WORDS: Readonly<Record<string, string>> = {
  '[[': 'write [ … ], with each variable in double quotes',
  function: 'write name() { …; }',
  source: 'write . ./file',
  declare: 'leave it out',
  mapfile: 'read the lines with while read',
  readarray: 'read the lines with while read',
};

const MAX_NESTING = 200;
/** How many words of a command are kept: enough for `sudo -u routing env A=b sh -c`. */
const MAX_WORDS = 16;

/** Which shell reads a script: bash and its kin do not split `export X=$Y`, sh does (dash). */
export type ShellDialect = 'sh' | 'bash';

/**
 * Reads a shell script, as far as it takes to know where each expansion stands.
 * In: its text, one character per byte. Nothing in it makes this throw: where the syntax is broken, reading goes on.
 */
export function readShell(text: string, dialect: ShellDialect): ShellScript {
  const references: ShellReference[] = [];
  const assignments: ShellAssignment[] = [];
  const reader = new ListReader(text, dialect, references, assignments);
  reader.readAll();
  return { references, assignments, bashSyntax: reader.bashSyntax };
}

/** Where a list of commands is being read. */
interface CommandState {
  /** The literal words of the command so far; empty where a command may begin. */
  words: string[];
  /** Within `case … in`: a pattern comes next. */
  place: 'command' | 'case-word' | 'pattern' | 'test';
}

/** Reads lists of commands: where commands begin and end, and what kind each is. */
class ListReader implements ShellText {
  at = 0;
  depth = 0;
  readonly text: string;
  readonly references: ShellReference[];
  readonly bashSyntax: BashSyntax[] = [];
  private readonly dialect: ShellDialect;
  private readonly assignments: ShellAssignment[];
  private readonly words: WordReader;
  private heredocs: { readonly end: string; readonly expands: boolean; readonly stripsTabs: boolean }[] = [];

  constructor(
    text: string,
    dialect: ShellDialect,
    references: ShellReference[],
    assignments: ShellAssignment[],
  ) {
    this.text = text;
    this.dialect = dialect;
    this.references = references;
    this.assignments = assignments;
    this.words = new WordReader(this);
  }

  readAll(): void {
    // A closing parenthesis too many ends a list; what is behind it is read all the same.
    while (this.at < this.text.length) {
      this.readList('');
      this.at++;
    }
  }

  /** Reads up to a character that closes the list, which stays; the end of the text closes every list. */
  readList(closing: '' | ')' | '`'): void {
    if (this.depth > MAX_NESTING) {
      this.at = this.text.length;
      return;
    }
    this.depth++;
    const state: CommandState = { words: [], place: 'command' };
    let cases = 0;
    while (this.at < this.text.length) {
      const character = this.text[this.at] as string;
      if (character === closing && !(closing === ')' && state.place === 'pattern')) break;
      if (character === ')' && closing === '' && cases === 0 && state.place !== 'pattern') break;
      const word = this.readPart(character, state);
      if (word === 'case') cases++;
      if (word === 'esac') cases = Math.max(0, cases - 1);
      if (word === ';;' && cases > 0) state.place = 'pattern';
    }
    this.depth--;
  }

  /** Reads a blank, an operator or a word. Out: a word that matters for the list. */
  private readPart(character: string, state: CommandState): string | undefined {
    if (character === ' ' || character === '\t' || character === '\r') this.at++;
    else if (character === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
    else if (character === '#' && this.isWordStart()) this.skipComment();
    else if (character === '\n') this.readLineEnd(state);
    else if (character === '<' || character === '>') this.readRedirection(state);
    else if (character === ';' || character === '&' || character === '|') return this.readOperator(state);
    else if (character === '(' || character === ')') this.readParenthesis(character, state);
    else return this.readWord(state);
    return undefined;
  }

  private readOperator(state: CommandState): string | undefined {
    const isBreak = this.text.startsWith(';;', this.at) || this.text.startsWith(';&', this.at);
    this.at += isBreak ? 2 : 1;
    if (state.place === 'test' || state.place === 'pattern') return undefined;
    this.endCommand(state);
    return isBreak ? ';;' : undefined;
  }

  private readParenthesis(character: string, state: CommandState): void {
    const isForLoop = state.words.length === 1 && state.words[0] === 'for';
    if (character === '(' && (state.words.length === 0 || isForLoop) && isArithmetic(this.text, this.at)) {
      this.noteBash('((…))', 'write [ "$((…))" -ne 0 ]');
      this.at += 2;
      this.readArithmetic();
      return;
    }
    const isPair = character === '(' && this.text[this.at + 1] === ')';
    this.at += isPair ? 2 : 1;
    if (state.place === 'test') return;
    if (character === '(' && state.place === 'pattern') return;
    if (character === '(' && !isPair && state.words.length === 0) {
      this.readList(')');
      this.at++;
      return;
    }
    // `name()` and the `)` of a pattern: a command follows.
    state.place = 'command';
    state.words = [];
  }

  /** Reads arithmetic up to its `))`, which is passed over. */
  readArithmetic(): void {
    if (this.depth > MAX_NESTING) return;
    this.depth++;
    this.readArithmeticParts();
    this.depth--;
  }

  private readArithmeticParts(): void {
    let open = 0;
    while (this.at < this.text.length) {
      const character = this.text[this.at] as string;
      if (character === ')' && open === 0) {
        this.at += this.text[this.at + 1] === ')' ? 2 : 1;
        return;
      }
      if (character === '(') open++;
      if (character === ')') open--;
      if (character === '$' || character === '`') this.words.readExpansion('unsplit', true, []);
      else this.at++;
    }
  }

  private readRedirection(state: CommandState): void {
    const [operator] = /^(?:<<<|<<-?|<&|>&|>>|>\||<>|[<>])/.exec(
      this.text.slice(this.at, this.at + 3),
    ) as RegExpExecArray;
    if (operator === '<<<') this.noteBash('<<<', 'write printf … |');
    this.at += operator.length;
    if (this.text[this.at] === '(') {
      this.noteBash(`${operator}(…)`, 'write a pipe or a file');
      this.at++;
      this.readList(')');
      this.at++;
      return;
    }
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
    if (operator === '<<' || operator === '<<-') this.readHeredocStart(operator);
    else if (!/[\s;&|()<>]|^$/.test(this.text[this.at] ?? '')) {
      this.words.readWord(operator === '<<<' ? 'unsplit' : 'word', state.words);
    }
  }

  private readHeredocStart(operator: string): void {
    const [written = ''] =
      /^(?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s;&|()<>"'\\])+/.exec(this.text.slice(this.at, this.at + 200)) ?? [];
    this.at += written.length;
    this.heredocs.push({
      end: written.replace(/["'\\]/g, ''),
      expands: !/["'\\]/.test(written),
      stripsTabs: operator === '<<-',
    });
  }

  private readLineEnd(state: CommandState): void {
    this.at++;
    const pending = this.heredocs;
    this.heredocs = [];
    for (const { end, expands, stripsTabs } of pending) this.readHeredoc(end, expands, stripsTabs);
    if (state.place === 'command') this.endCommand(state);
  }

  private readHeredoc(end: string, expands: boolean, stripsTabs: boolean): void {
    while (this.at < this.text.length) {
      const lineEnd = this.text.indexOf('\n', this.at);
      const stop = lineEnd === -1 ? this.text.length : lineEnd;
      const line = this.text.slice(this.at, stop);
      if ((stripsTabs ? line.replace(/^\t+/, '') : line) === end) {
        this.at = stop;
        return;
      }
      if (!expands) this.at = stop + 1;
      else this.readHeredocLine(stop);
    }
  }

  private readHeredocLine(stop: number): void {
    while (this.at <= stop && this.at < this.text.length) {
      const character = this.text[this.at] as string;
      if (character === '\\') this.at += 2;
      else if (character === '$' || character === '`') this.words.readExpansion('unsplit', true, []);
      else this.at++;
    }
  }

  private readWord(state: CommandState): string | undefined {
    const role = this.roleOfWord(state);
    const assignment = this.assignmentHere(state);
    const before = this.references.length;
    const start = this.at;
    const literal = this.words.readWord(role, state.words);
    if (assignment !== undefined && this.text[this.at] === '(' && this.text[this.at - 1] === '=') {
      this.noteBash('an array', 'use set -- or several variables', start);
    }
    if (this.at === start) this.at++;
    if (assignment !== undefined) {
      const from = this.references.slice(before).map(({ name }) => name);
      this.assignments.push({ name: assignment, from });
      if (state.words.length === 0) return undefined;
    }
    return this.placeWord(literal ?? '', state);
  }

  private placeWord(word: string, state: CommandState): string | undefined {
    if (state.place === 'case-word') {
      if (word === 'in' && state.words.length > 1) state.place = 'pattern';
      else state.words.push(word);
      return undefined;
    }
    if (state.place === 'test') {
      if (word === ']]') state.place = 'command';
      return undefined;
    }
    if (state.place === 'pattern') {
      if (word !== 'esac') return undefined;
      state.place = 'command';
      state.words = [];
      return 'esac';
    }
    if (state.words.length === 0 && OPENING_WORDS.has(word)) return undefined;
    if (state.words.length === 0 && word === 'case') state.place = 'case-word';
    if (state.words.length === 0) this.noteBashWord(word);
    if (state.words.length === 0 && word === '[[') state.place = 'test';
    if (state.words[0] === 'for' && state.words.length === 1 && word !== '')
      this.assignments.push({ name: word, from: [] });
    if (state.words[0] === 'read' && /^[A-Za-z_]\w*$/.test(word))
      this.assignments.push({ name: word, from: [] });
    if (state.words[0] === 'printf' && state.words[1] === '-v' && state.words.length === 2)
      this.assignments.push({ name: word, from: [] });
    const isCommandStart = state.words.length === 0;
    if (state.words.length < MAX_WORDS) state.words.push(word);
    return isCommandStart && (word === 'case' || word === 'esac') ? word : undefined;
  }

  /** Notes syntax of bash, which begins here or at `start`. */
  noteBash(what: string, instead: string, start = this.at): void {
    this.bashSyntax.push({ what, instead, start });
  }

  private noteBashWord(word: string): void {
    const instead = Object.hasOwn(BASH_WORDS, word) ? BASH_WORDS[word] : undefined;
    if (instead !== undefined)
      this.noteBash(word === '[[' ? '[[ … ]]' : word, instead, this.at - word.length);
  }

  private roleOfWord(state: CommandState): ReferenceRole {
    if (state.place !== 'command') return 'unsplit';
    const isAssignment = this.assignmentHere(state) !== undefined;
    const isSpared = state.words.length === 0 || this.dialect === 'bash';
    return isAssignment && isSpared ? 'unsplit' : 'word';
  }

  /** The variable that the next word sets, if it does. */
  private assignmentHere(state: CommandState): string | undefined {
    if (state.place !== 'command') return undefined;
    if (state.words.length > 0 && !DECLARING.has(state.words[0] as string)) return undefined;
    const match = /^([A-Za-z_]\w{0,200})(?:\[[^\]\n]{0,200}\])?\+?=/.exec(
      this.text.slice(this.at, this.at + 410),
    );
    return match?.[1];
  }

  private endCommand(state: CommandState): void {
    if (state.place === 'command') state.words = [];
  }

  private isWordStart(): boolean {
    return this.at === 0 || /[\s;&|()`]/.test(this.text[this.at - 1] as string);
  }

  private skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end;
  }
}
