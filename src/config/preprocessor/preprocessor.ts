import type { CharacterReader } from '../lexer/characterReader.js';
import type { ProblemList } from '../problems.js';
import type { ExpressionDirective } from '../scannedConfig.js';
import { readable, type SourceFile } from '../sourceFile.js';
import { Defines } from './defines.js';
import { conditionAt, hiddenText } from './directives.js';
import { evaluateExpression, isTrue } from './expressions.js';
import { MAX_SUBSTITUTED_BYTES, parseSubstitution, type Substitution, substitute } from './substitutions.js';

/** A stretch of a file that a condition hides from the server. */
export interface HiddenStretch {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

const DEFINING =
  /[#!]!(define|def|trydefine|trydef|redefine|redef|defexps|defexp|defenvs|defenv|trydefenvs|trydefenv)[ \t\r\b]((?:\\\r?\n|[^\n])*)/y;
const SUBSTITUTING = /[#!]!(substdefs|substdef|subst)[ \t\r\b]*"((?:\\[\s\S]|[^"\\])*)"/y;
const BROKEN_CONDITION = /[#!]!(else|endif)[ \t]/y;
/** How many bytes rules may put into all strings of a configuration. */
const MAX_ALL_SUBSTITUTED_BYTES = 2_097_152;
/** How many times a rule may be tried on a string: each is tried on each, so that twice as many of both take four times as long. */
const MAX_TRIED_RULES = 10_000_000;
const DEFINITION = /^([A-Za-z_][A-Za-z0-9_]*)[ \t\r\b]*([\s\S]*)$/;

/** Kamailio's preprocessor: defines, substitutions and conditions (Core Cookbook, "Preprocessor directives"). */
export class Preprocessor {
  readonly defines: Defines;
  /** The directives that evaluate something, hidden ones among them: a server that does not know them miscounts conditions. */
  readonly expressions: ExpressionDirective[] = [];
  private readonly substitutions: Substitution[] = [];
  private substitutedBytes = 0;
  private triedRules = 0;
  private readonly conditions: { readonly file: SourceFile; readonly start: number }[] = [];
  private readonly problems: ProblemList;
  private readonly environment: (name: string) => string | undefined;

  constructor(
    problems: ProblemList,
    defines: ReadonlyMap<string, string>,
    environment: (name: string) => string | undefined,
  ) {
    this.problems = problems;
    this.defines = new Defines(defines);
    this.environment = environment;
  }

  /** A string that begins at `start` after the substitutions; unchanged where they would make too much of it. */
  substitute(text: string, file: SourceFile, start: number): string {
    if (this.substitutions.length === 0 || this.triedRules > MAX_TRIED_RULES) return text;
    this.triedRules += this.substitutions.length;
    if (this.triedRules > MAX_TRIED_RULES) {
      const message =
        `the #!subst directives would be tried more than ${MAX_TRIED_RULES} times in this configuration; ` +
        'this string and all that follow are read without them';
      this.problems.add('substitution-too-long', message, file, start);
      return text;
    }
    const left = Math.max(0, MAX_ALL_SUBSTITUTED_BYTES - this.substitutedBytes);
    const substituted = substitute(text, this.substitutions, Math.min(left, MAX_SUBSTITUTED_BYTES));
    this.substitutedBytes += substituted.addedBytes;
    if (substituted.text !== undefined) return substituted.text;
    const what =
      left < MAX_SUBSTITUTED_BYTES
        ? `${MAX_ALL_SUBSTITUTED_BYTES} bytes in this configuration; this string`
        : `${MAX_SUBSTITUTED_BYTES} bytes of this string; it`;
    const message = `the #!subst directives make more than ${what} is read without them`;
    this.problems.add('substitution-too-long', message, file, start);
    return text;
  }

  /** Every module that is loaded defines `MOD_` and its name. */
  noteModule(path: string): void {
    const name = path.replace(/^.*\//, '').replace(/\.so$/, '');
    if (name !== '') this.defines.set(`MOD_${name}`, '');
  }

  /**
   * Reads a directive. In: a reader at `#!` or `!!`; `passive` where the server does not read: nothing is defined.
   * Out: the stretches that it hides, mostly none; undefined, and nothing is read, where no directive stands.
   */
  readDirective(reader: CharacterReader, mode: 'active' | 'passive'): readonly HiddenStretch[] | undefined {
    if (mode === 'active') {
      const hidden = this.readCondition(reader);
      if (hidden !== undefined) return hidden;
    }
    const { file, offset: start } = reader;
    const defining = reader.match(DEFINING);
    const found = defining ?? reader.match(SUBSTITUTING);
    if (found === undefined) {
      this.reportBroken(reader, mode);
      return undefined;
    }
    const [whole, directive, text] = found as unknown as [string, string, string];
    reader.skip(whole.length);
    if (mode === 'passive') return [];
    if (directive === 'defexp' || directive === 'defexps') this.noteExpression(directive, file, start);
    const complaint =
      defining === undefined
        ? this.addSubstitution(directive, text)
        : this.define(directive, text.replace(/^[ \t\r\b]+/, ''));
    if (complaint !== undefined) this.problems.add(complaint.code, complaint.message, file, start);
    return [];
  }

  /** Reports conditions that nothing closes. To be called at the end of the configuration. */
  finish(): void {
    for (const { file, start } of this.conditions) {
      this.problems.add('unclosed-condition', 'this condition has no #!endif', file, start);
    }
  }

  private readCondition(reader: CharacterReader): readonly HiddenStretch[] | undefined {
    const { file, offset: start } = reader;
    const directive = conditionAt(file.text, start);
    if (directive === undefined || start + directive.lengthBytes > reader.limit) return undefined;
    reader.skip(directive.lengthBytes);
    if (directive.kind === 'endif' || directive.kind === 'else') {
      const opened = this.conditions.at(-1);
      if (opened === undefined) {
        this.problems.add(
          'stray-condition',
          `#!${directive.kind} without a condition before it`,
          file,
          start,
        );
        return [];
      }
      if (directive.kind === 'else') return this.hide(reader, 'else');
      this.conditions.pop();
      return [];
    }
    this.conditions.push({ file, start });
    return this.holds(directive.kind, directive.rest, file, start) ? [] : this.hide(reader, 'condition');
  }

  /** Passes over what a condition hides; `reader` is behind the line that hides it. */
  private hide(reader: CharacterReader, after: 'condition' | 'else'): readonly HiddenStretch[] {
    const { file } = reader;
    const stretches: HiddenStretch[] = [];
    for (;;) {
      const from = reader.endOffset;
      const hidden = hiddenText(file.text, from, reader.limit);
      reader.skip(hidden.next - from);
      for (const { start, end } of hidden.pieces) stretches.push({ file, start, end });
      for (const start of hidden.expressions) this.noteExpression('ifexp', file, start);
      if (hidden.endedBy === 'endif') this.conditions.pop();
      // Behind an #!else, another one changes nothing.
      if (hidden.endedBy !== 'else' || after !== 'else') return stretches;
    }
  }

  private holds(kind: 'ifdef' | 'ifndef' | 'ifexp', rest: string, file: SourceFile, start: number): boolean {
    if (kind === 'ifexp') {
      this.noteExpression(kind, file, start);
      const value = this.evaluate(rest);
      if (value === undefined) {
        this.problems.add(
          'unreadable-expression',
          `this expression cannot be read and counts as false: ${readable(rest)}`,
          file,
          start,
        );
      }
      return isTrue(value);
    }
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0] ?? '';
    return this.defines.has(name) === (kind === 'ifdef');
  }

  private noteExpression(
    directive: ExpressionDirective['directive'],
    file: SourceFile,
    offset: number,
  ): void {
    this.expressions.push({ directive, place: file.placeAt(offset) });
  }

  private evaluate(expression: string) {
    return evaluateExpression(expression, (name) => {
      const text = this.defines.get(name);
      if (text === undefined) return 0;
      return text === '' ? 1 : text.replace(/^(["'])(.*)\1$/s, '$2');
    });
  }

  private define(directive: string, text: string): Complaint | undefined {
    if (directive.includes('env')) return this.defineFromEnvironment(directive, text.trim());
    const definition = DEFINITION.exec(text);
    if (definition === null) return { code: 'unreadable-directive', message: `#!${directive} needs a name` };
    const [, name, written] = definition as unknown as [string, string, string];
    if (directive.startsWith('defexp')) {
      const value = this.evaluate(written);
      if (value === undefined)
        return {
          code: 'unreadable-expression',
          message: `this expression cannot be read: ${readable(written)}`,
        };
      this.defines.set(name, directive === 'defexps' ? `"${value}"` : String(value));
      return undefined;
    }
    return this.defineText(directive, name, written.replace(/\\\r?\n/g, '').replace(/\r$/, ''));
  }

  private defineText(directive: string, name: string, text: string): Complaint | undefined {
    const isKnown = this.defines.has(name);
    if (isKnown && directive.startsWith('try')) return undefined;
    if (isKnown && !directive.startsWith('redef')) {
      return { code: 'defined-twice', message: `${name} is defined already: the server refuses to start` };
    }
    this.defines.set(name, text);
    return undefined;
  }

  private defineFromEnvironment(directive: string, text: string): Complaint | undefined {
    const [name = '', variable = name] = text.split('=');
    const value = this.environment(variable);
    if (value === undefined) {
      if (directive.startsWith('try')) return undefined;
      const message = `the environment has no ${readable(variable)}: the server refuses to start without it`;
      return { code: 'environment-not-set', message };
    }
    return this.defineText('define', name, directive.endsWith('envs') ? `"${value}"` : value);
  }

  private addSubstitution(directive: string, written: string): Complaint | undefined {
    const rule = parseSubstitution(written.replace(/\\(["\\])/g, '$1'));
    if (typeof rule === 'string')
      return { code: 'unreadable-directive', message: `#!${directive}: ${readable(rule)}` };
    this.substitutions.push(rule);
    if (directive === 'subst') return undefined;
    return this.defineText(
      'define',
      rule.name,
      directive === 'substdefs' ? `"${rule.replacement}"` : rule.replacement,
    );
  }

  private reportBroken(reader: CharacterReader, mode: 'active' | 'passive'): void {
    const broken = mode === 'active' ? reader.match(BROKEN_CONDITION) : undefined;
    if (broken === undefined) return;
    const message = `text behind #!${broken[1]} makes a comment of it: put the text on a line of its own`;
    this.problems.add('directive-with-text', message, reader.file, reader.offset);
  }
}

interface Complaint {
  readonly code: string;
  readonly message: string;
}
