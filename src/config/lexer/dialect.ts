import type { ConfigFamily } from '../scannedConfig.js';

/** What differs between the families in how a configuration is written. */
export interface Dialect {
  /** `kamailio`: directives that begin with `#!` or `!!`; `none`: such lines are comments. */
  readonly preprocessor: 'kamailio' | 'none';
  /** Whether `//` begins a comment, as `#` does. */
  readonly slashComments: 'comment' | 'symbols';
}

const DIALECTS: Readonly<Record<ConfigFamily, Dialect>> = {
  kamailio: { preprocessor: 'kamailio', slashComments: 'comment' },
  opensips: { preprocessor: 'none', slashComments: 'symbols' },
  openser: { preprocessor: 'none', slashComments: 'symbols' },
  // The reading that understands most, where nothing tells the family.
  unknown: { preprocessor: 'kamailio', slashComments: 'comment' },
};

export function dialectOf(family: ConfigFamily): Dialect {
  return DIALECTS[family];
}
