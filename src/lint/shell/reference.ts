/** Where in a shell script an expansion stands, as far as splitting is concerned (POSIX.1-2017 XCU 2.6.5). */
export type ReferenceRole =
  /** A word of a command: what is not quoted is split, and expanded to file names. */
  | 'word'
  /** The value of an assignment, a case word, a `[[ … ]]`, arithmetic, a here-document: nothing is split. */
  | 'unsplit';

/** One expansion of a variable or positional parameter. */
export interface ShellReference {
  /** `SIP_USER`, `1`, `@`. */
  readonly name: string;
  /** As written: `$SIP_USER`, `${1%@*}`. */
  readonly written: string;
  /** Offset of its `$`, in bytes. */
  readonly start: number;
  readonly quoted: boolean;
  readonly role: ReferenceRole;
  /** The expansion says itself what to do when the variable is not set. */
  readonly hasDefault: boolean;
  /** The words of the command before it, as far as they are literal: `['sh', '-c']`. */
  readonly command: readonly string[];
}

/** A variable that a script sets, and the expansions in its new value. */
export interface ShellAssignment {
  readonly name: string;
  readonly from: readonly string[];
}

/** Syntax that bash and its kin have, and POSIX has not. */
export interface BashSyntax {
  /** For people: `[[ … ]]`. */
  readonly what: string;
  /** What POSIX has instead. */
  readonly instead: string;
  readonly start: number;
}

/** What a shell script does with variables. */
export interface ShellScript {
  readonly references: readonly ShellReference[];
  readonly assignments: readonly ShellAssignment[];
  readonly bashSyntax: readonly BashSyntax[];
}
