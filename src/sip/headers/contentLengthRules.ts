import type { RulesOf, RuleTable } from '../rules.js';

/** How strictly a Content-Length is taken. */
export const contentLengthRules = {
  foldAtCrlf: {
    effect: 'A blank behind the CR LF that follows the number',
    section: '17',
    cases: { followed: 'continues the header, as behind a lone LF', 'not-seen': 'begins another header' },
  },
  overflow: {
    effect: 'A number of more than 31 bits',
    section: '17',
    cases: { refused: 'does not parse', wraps: 'is reduced to 32 bits with a sign' },
  },
} as const satisfies RuleTable;

export interface ContentLengthRules extends RulesOf<typeof contentLengthRules> {}
