import type { HeaderKind } from '../../sip/headerKind.js';
import { names, type RulesOf, type RuleTable, type Shown } from '../../sip/rules.js';

/** The variable of each kind of header whose variable is not named after the header itself. */
export type CanonicalNames = Readonly<Partial<Record<HeaderKind, string>>>;

const canonicalNames: Shown<CanonicalNames> = (value) => Object.values(value).join(' ');

/** How the command's environment is made. */
export const environmentRules = {
  variables: {
    effect: 'Which SIP_* variables there are when setvars is on:',
    section: '1',
    cases: { all: 'all of them', none: 'none' },
  },
  setvarsDefault: {
    effect: 'The parameter setvars when the configuration does not set it:',
    section: '1',
    cases: { on: 'on', off: 'off' },
  },
  originalUriNames: {
    effect: 'The variables that hold the original request URI:',
    section: '1',
    value: names<string>(),
  },
  canonicalNames: {
    effect: 'The names behind SIP_HF_ that do not depend on how the header was spelt:',
    section: '1.2',
    value: canonicalNames,
  },
  joinOrder: {
    effect: 'The values of several headers of one name',
    section: '1.1',
    cases: {
      'as-in-message': 'stand in the order of the message',
      'first-then-reversed': 'stand with the first one first, then from the last to the second',
    },
  },
  shellFunctionPrefix: {
    effect: 'A value that begins with () {, which a shell might take for a function',
    section: '1.4',
    cases: { defused: 'loses its first two bytes', 'passed-on': 'is passed on' },
  },
  transactionId: {
    effect: 'What of From and To is hashed into SIP_TID:',
    section: '2',
    cases: {
      'from-and-to': 'their whole bodies',
      'from-tag-and-to-tag-of-dialog-requests': "From's tag, and To's but for INVITE, ACK and CANCEL",
      'branch-of-rfc-3261':
        'nothing, where the branch begins with z9hG4bK, which is all that is hashed then; else the tags of both',
    },
  },
  emptyValue: {
    effect: 'A tag or a request URI of no bytes',
    section: '3',
    cases: { empty: 'is empty', 'rest-of-message': 'is everything from its place to the next NUL' },
  },
} as const satisfies RuleTable;

export interface EnvironmentRules extends RulesOf<typeof environmentRules> {}
