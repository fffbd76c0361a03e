import { bytes, type RulesOf, type RuleTable } from '../../rules.js';

/** How the contacts of a Contact header are read. */
export const contactRules = {
  nameBeforeBareUri: {
    effect: 'A name before a URI without angle brackets',
    section: '14',
    cases: {
      'counted-twice': 'is counted twice: what follows the header is read as part of it',
      'hides-last-byte': "hides the header's last byte",
    },
  },
  uriWithoutColon: {
    effect: 'A URI without a colon and without angle brackets',
    section: '14',
    cases: { refused: 'does not parse', 'before-parameter': 'parses before a parameter: bob;expires=60' },
  },
  minUriBytes: { effect: 'The shortest URI of a contact:', section: '14', value: bytes },
  textAfterAsterisk: {
    effect: 'Text behind a *',
    section: '14',
    cases: { refused: 'does not parse', ignored: 'is ignored' },
  },
  parameterList: {
    effect: 'The parameters of contacts and of routes',
    section: '14',
    cases: {
      strict: 'have " for quotes, and a value behind each =',
      lenient: 'have " or \' for quotes, and the last one may lack its value',
    },
  },
} as const satisfies RuleTable;

export interface ContactRules extends RulesOf<typeof contactRules> {}
