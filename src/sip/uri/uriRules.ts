import { names, type RulesOf, type RuleTable } from '../rules.js';

export type UriScheme = 'sip' | 'sips' | 'tel' | 'tels' | 'urn';

/** What a server takes for a URI, and where it finds the parts. */
export const uriRules = {
  schemes: { effect: 'The schemes of the URIs that parse:', section: '12', value: names<UriScheme>() },
  leadingAt: {
    effect: 'An @ as the first byte behind the scheme',
    section: '12',
    cases: {
      accepted: 'is a byte like any other: sip:@host has a host of that name',
      refused: 'does not parse',
      'begins-user': 'parses where another @ ends the user that it begins',
    },
  },
  portOutOfRange: {
    effect: 'A port above 65535',
    section: '12',
    cases: {
      accepted: 'parses',
      refused: 'does not parse',
      'refused-by-digits-too': 'does not parse, nor does any of more than five digits',
    },
  },
  hostBytes: {
    effect: 'The bytes of a host that follows a user:',
    section: '12',
    cases: { any: 'any that do not end it', checked: 'letters, digits, . and -' },
  },
  userOfPhone: {
    effect: 'The user of sip:+1;ext=2@host;user=phone',
    section: '12',
    cases: { 'cut-at-semicolon': 'ends at the first semicolon', whole: 'has its parameters' },
  },
  userParameter: {
    effect: 'The value phone of the parameter user',
    section: '12',
    cases: { 'lower-case': 'is known in small letters', 'any-case': 'is known in any case' },
  },
  urn: {
    effect: 'How a urn is read:',
    section: '12',
    cases: {
      'like-sip': 'like a sip URI: the a of urn:a:b is the user',
      'service-like-sip': 'what follows urn:service: like a sip URI; no other urn parses',
      'services-like-sip':
        'what follows urn:service: or urn:nena:service: like a sip URI; no other urn parses',
      'as-host': 'as a host as a whole, in which : and @ may stand',
    },
  },
  sipsPhone: {
    effect: 'The scheme that sips:+1@host;user=phone becomes:',
    section: '12',
    cases: { tel: 'tel', tels: 'tels' },
  },
} as const satisfies RuleTable;

export interface UriRules extends RulesOf<typeof uriRules> {}
