/** A part of a string: bytes that are known (one character each), or the source of an expression that fills it in. */
export type StringPiece =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'unknown'; readonly source: string; readonly offset: number };

/** A part of a KEMI script that means something by itself. Offsets count bytes in the file. */
export interface KemiToken {
  readonly kind: 'word' | 'string' | 'symbol' | 'line-end';
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For a string: what it stands for. */
  readonly pieces?: readonly StringPiece[];
}
