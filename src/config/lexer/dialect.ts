import type { ConfigFamily } from '../scannedConfig.js';

/** What differs between the families in how a configuration is written. */
export interface Dialect {
  /** `kamailio`: directives that begin with `#!` or `!!`; `none`: such lines are comments. */
  readonly preprocessor: 'kamailio' | 'none';
  /** Whether `//` begins a comment, as `#` does. */
  readonly slashComments: 'comment' | 'symbols';
  /** Strings in double quotes with nothing but blanks between them. */
  readonly adjacentStrings: 'joined' | 'separate';
  /** How deep files may include files: beyond it the server refuses to start. */
  readonly maxIncludeDepth: number;
}

const KAMAILIO: Dialect = {
  preprocessor: 'kamailio',
  slashComments: 'comment',
  adjacentStrings: 'joined',
  maxIncludeDepth: 10,
};

const OPENSIPS: Dialect = {
  preprocessor: 'none',
  slashComments: 'symbols',
  adjacentStrings: 'separate',
  maxIncludeDepth: 20,
};

const DIALECTS: Readonly<Record<ConfigFamily, Dialect>> = {
  kamailio: KAMAILIO,
  opensips: OPENSIPS,
  openser: OPENSIPS,
  // The reading that understands most, where nothing tells the family.
  unknown: KAMAILIO,
};

/** How configurations of a family are written. */
export function dialectOf(family: ConfigFamily): Dialect {
  return DIALECTS[family];
}
