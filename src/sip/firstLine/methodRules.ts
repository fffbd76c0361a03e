import { type RulesOf, type RuleTable, text } from '../rules.js';

/** What a server takes for a method, in the first line and in CSeq. */
export const methodRules = {
  check: {
    effect: 'How far the bytes of a method are checked:',
    section: '16',
    cases: {
      none: 'not at all: any byte may stand in it',
      'to-comma': 'up to the first comma, as in a list of methods',
      'to-comma-or-nul': 'up to the first comma or NUL',
    },
  },
  otherBytes: {
    effect: 'What a checked method may hold beside letters and digits:',
    section: '16',
    value: text,
  },
  inviteAndInfo: {
    effect: 'How INVITE and INFO are recognised, whose bytes are checked no further:',
    section: '16',
    cases: {
      'by-all-letters': 'by all their letters',
      'but-for-second-letter': 'without a look at their second letter',
    },
  },
} as const satisfies RuleTable;

export interface MethodRules extends RulesOf<typeof methodRules> {}
