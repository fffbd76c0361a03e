import type { SourceFile } from '../sourceFile.js';

/** A part of a configuration that means something by itself. */
export interface Token {
  readonly kind: 'word' | 'string' | 'variable' | 'number' | 'symbol';
  /** What it stands for, one character per byte: a string without its quotes, everything else as written. */
  readonly text: string;
  readonly file: SourceFile;
  /** Offsets in the file, in bytes: from `start` up to `end`. */
  readonly start: number;
  readonly end: number;
  /** For a string: where each byte of `text` was written. */
  readonly offsets?: readonly number[];
}

/** A stretch of a configuration that a condition keeps the server from seeing. */
export interface DisabledTokens {
  /** How many tokens the server has seen before. */
  readonly after: number;
  readonly tokens: readonly Token[];
}

/** Everything that a configuration consists of. */
export interface LexedConfig {
  readonly tokens: readonly Token[];
  readonly disabled: readonly DisabledTokens[];
}
