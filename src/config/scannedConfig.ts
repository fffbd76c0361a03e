/** The families of servers whose configurations sipexec reads. */
export type ConfigFamily = 'kamailio' | 'opensips' | 'openser' | 'unknown';

/** A place in a configuration: line and column count from 1, and a column is a byte, as in the servers' own errors. */
export interface ConfigPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offsetBytes: number;
}

/** The functions of the exec module (manuals of OpenSER 1.1, Kamailio 6.1, OpenSIPS 1.4 to 4.1). */
export type ExecFunctionName = 'exec_dset' | 'exec_msg' | 'exec_avp' | 'exec_cmd' | 'exec';

/** How an argument was written. `expression` is anything of more than one part, such as `"a" + $var(b)`. */
export type ArgumentKind = 'string' | 'pseudo-variable' | 'number' | 'word' | 'expression' | 'empty';

/**
 * A part of a string that a script puts together: text as the shell gets it, or a value that is filled in; with the
 * offset in the file where it stands.
 */
export type CommandPiece =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | {
      readonly kind: 'value';
      /** The expression as written: `KSR.pv.get("$rU")`. */
      readonly written: string;
      /** The pseudo-variable that prints the same, where the value came with the message: `$rU`. */
      readonly pseudoVariable?: string;
      readonly offset: number;
    };

/** One argument of a call. */
export interface ExecArgument {
  readonly kind: ArgumentKind;
  /**
   * The argument as the server has it after reading its configuration: escapes resolved, strings joined, defines
   * and substitutions applied; pseudo-variables are still there. Empty for an empty argument.
   */
  readonly value: Buffer;
  readonly place: ConfigPlace;
  /** How it stands there, where its value was put together of assignments before: `$var(c)`, `"/x/a.sh " + $rU`. */
  readonly written?: Buffer;
  /** Why the value of a script variable is not known, where one is the whole argument or the program that a string runs. */
  readonly notFollowed?: string;
  /** What a KEMI script puts the string together of, where not all of it is text; `placeOfByte` counts a value as one byte. */
  readonly pieces?: readonly CommandPiece[];
  /** Whether a byte of `value` is of a variable that the script has compared with a pattern for the whole of it. */
  isCheckedByte?(index: number): boolean;
  /** Where each byte of `value` was written; where a define or a substitution brought it, the place of its use. */
  placeOfByte(index: number): ConfigPlace;
}

/** The script variable that names the program: the whole argument, or the first word of a string. Out: as written; undefined where none does. */
export function programVariable({ kind, value }: ExecArgument): string | undefined {
  if (kind !== 'string' && kind !== 'pseudo-variable') return undefined;
  return firstScriptVariable(value.toString('latin1'));
}

/** The script variable that is the first word of a command string, as written; undefined where another word is. */
export function firstScriptVariable(command: string): string | undefined {
  return /^[ \t]*(\$\(?(?:var|avp)\([^()[\]{}]+\)\)?)(?:[ \t\n;|&<>]|$)/.exec(command)?.[1];
}

/** The block of routing logic that a call stands in: `route[RELAY]` has the kind `route` and the name `RELAY`. */
export interface RouteBlock {
  readonly kind: string;
  readonly name?: string;
  readonly place: ConfigPlace;
}

/** A call of the exec module. */
export interface ExecCall {
  readonly function: ExecFunctionName;
  /**
   * Whether the server expands pseudo-variables in its strings. `raw`: the shell gets them as they are, which is what
   * a KEMI script's calls do (servers.md §8).
   */
  readonly strings: 'expanded' | 'raw';
  /** `async`: the script goes on elsewhere when the command has ended; `launch`: at once (OpenSIPS). */
  readonly mode?: 'async' | 'launch';
  readonly arguments: readonly ExecArgument[];
  readonly place: ConfigPlace;
  /** The place just behind the closing parenthesis. */
  readonly end: ConfigPlace;
  readonly block?: RouteBlock;
  /** True where a preprocessor condition that does not hold keeps the server from seeing the call. */
  readonly disabled: boolean;
}

/** The value of a module parameter. */
export type ParameterValue =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'string'; readonly value: Buffer }
  | { readonly kind: 'other'; readonly written: string };

/** A `modparam` that reaches the exec module. */
export interface ExecParameter {
  readonly name: string;
  readonly value: ParameterValue;
  readonly place: ConfigPlace;
  readonly disabled: boolean;
  /** False where the server never sees it, or a later one of the same name replaces it. */
  readonly isEffective: boolean;
}

/** Something in a configuration that keeps it from being read as its author meant it. Codes are stable. */
export interface ConfigProblem {
  readonly code: string;
  readonly message: string;
  readonly place: ConfigPlace;
}

/** A directive that evaluates an expression, which servers before Kamailio 5.7 take for a comment. */
export interface ExpressionDirective {
  readonly directive: 'ifexp' | 'defexp' | 'defexps';
  readonly place: ConfigPlace;
}

/** What `scanConfig` finds. */
export interface ScannedConfig {
  readonly file: string;
  readonly family: ConfigFamily;
  /** Why this family: a sentence for people. */
  readonly familyReason: string;
  /** The server whose behaviour fits best, as `--server` takes it, and why. */
  readonly suggestedServer: string;
  readonly suggestedServerReason: string;
  readonly calls: readonly ExecCall[];
  readonly parameters: readonly ExecParameter[];
  readonly expressions: readonly ExpressionDirective[];
  readonly problems: readonly ConfigProblem[];
}

/** The block as a configuration writes it: `route[RELAY]`. */
export function blockText({ kind, name }: RouteBlock): string {
  return name === undefined ? kind : `${kind}[${name}]`;
}
