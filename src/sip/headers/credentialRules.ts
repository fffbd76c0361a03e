import type { RulesOf, RuleTable } from '../rules.js';

/** How the credentials of an Authorization or Proxy-Authorization header are read. */
export const credentialRules = {
  afterScheme: {
    effect: 'What may follow the word Digest beside a blank, a CR and a comma:',
    section: '15',
    cases: { 'line-feed': 'a line feed', 'letter-n': 'the letter n, and no line feed' },
  },
  names: {
    effect: 'How the names realm, nonce and response are recognised:',
    section: '15',
    cases: {
      whole: 'each as a whole',
      'by-four': 'four bytes at a time: what only begins like one of them hides what follows',
    },
  },
} as const satisfies RuleTable;

export interface CredentialRules extends RulesOf<typeof credentialRules> {}
