import { names, type RulesOf, type RuleTable } from '../../rules.js';

/** How strictly a Via is taken. */
export const viaRules = {
  transports: {
    effect: 'The transports that the Via parser knows by name:',
    section: '13',
    value: names<string>(),
  },
  otherTransports: {
    effect: 'A transport that it does not know',
    section: '13',
    cases: {
      refused: 'does not parse',
      accepted: 'parses, unless it begins with one of i p d c l 2 0 .',
      'accepted-unless-cut':
        'parses, unless it begins with one of i p d c l 2 0 . or is the beginning of a known one',
    },
  },
  hostBytes: {
    effect: 'The bytes of a host, and of a port that a NUL or the end of the message follows:',
    section: '13',
    cases: {
      any: 'any that do not end it',
      checked: 'letters, digits, . and - (in brackets hexadecimal digits and :); digits in a port',
    },
  },
  semicolonAfterBlank: {
    effect: 'A blank before the semicolon that ends a parameter without a value (;x ;y)',
    section: '13',
    cases: {
      accepted: 'parses',
      refused: 'does not parse, but for rport and parameters that never have a value',
    },
  },
  commaInQuotes: {
    effect: 'A comma in a quoted value',
    section: '13',
    cases: { 'ends-header': 'ends the header', ordinary: 'is a byte like any other' },
  },
  nul: {
    effect: 'A NUL outside of quotes and comments',
    section: '13',
    cases: { 'ends-header': 'ends the header', ordinary: 'is a byte like any other' },
  },
} as const satisfies RuleTable;

export interface ViaRules extends RulesOf<typeof viaRules> {}
