import { addressRules } from '../../sip/headers/address/addressRules.js';
import type { RulesOf, RuleTable } from '../../sip/rules.js';

/** How a header that names somebody is taken. */
export const identityRules = {
  ...addressRules,
  body: {
    effect: 'What the parser is given:',
    section: '14',
    cases: { alone: 'the body', 'with-line-end': 'the body and the first byte of its line end' },
  },
  list: {
    effect: 'What has to parse for the first address to count:',
    section: '14',
    cases: { whole: 'the whole list', first: 'the first address' },
  },
  items: {
    effect: 'What $hfl shows of each address:',
    section: '14',
    cases: {
      none: 'nothing: it shows the header as a whole',
      'without-parameters': 'the address without its parameters',
      'with-parameters': 'the address and its parameters',
    },
  },
  firstUse: {
    effect: 'How far the first use reads on; where a header on the way does not parse, it shows nothing:',
    section: '14',
    cases: {
      'reads-no-further': 'no further than the header',
      'reads-two-more': 'to the second more of its kind',
      'reads-all': 'to the end of the headers',
    },
  },
} as const satisfies RuleTable;

export interface IdentityRules extends RulesOf<typeof identityRules> {}
