import type { ShellText } from './shellText.js';

/** A byte that means something to the shell beyond quoting, splitting and names of files. */
export interface ShellToken {
  /**
   * `separator`: `;`, `&`, `|` or a line end between commands; `syntax`: any other operator; `code`: the beginning of
   * `$(…)`, `` `…` `` and the like, which the shell runs or computes; `command`: the word that names one.
   */
  readonly kind: 'separator' | 'syntax' | 'code' | 'command';
  /** Where in the text it begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** A word of a command, its quotes taken off. */
export interface ShellWord {
  readonly start: number;
  readonly end: number;
  readonly content: ShellText;
  /** How many bytes of the content stand before the first quote, backslash or expansion. */
  readonly plainBytes: number;
}

/** A simple command: assignments, then the words (POSIX.1-2017 XCU 2.9.1). */
export interface SimpleCommand {
  readonly start: number;
  readonly end: number;
  readonly assignments: readonly ShellWord[];
  readonly words: readonly ShellWord[];
}

/** What a shell makes of a text. */
export interface ShellReading {
  /** In the order of the text. */
  readonly tokens: readonly ShellToken[];
  readonly commands: readonly SimpleCommand[];
  /** Texts that the shell reads on their own: what stands in backquotes. */
  readonly inner: readonly ShellText[];
  /** Where bytes of values act as quotes or as backslashes. */
  readonly quotes: readonly number[];
  /** It ends within quotes: a shell runs nothing of the line, for it cannot read it. */
  readonly isUnterminated: boolean;
  /** Where the last line begins that a shell reads as a whole. */
  readonly lastLine: number;
  /** Shells differ in how they read it. */
  readonly isAmbiguous: boolean;
}
