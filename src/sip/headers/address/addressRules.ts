import type { RulesOf, RuleTable } from '../../rules.js';

/** How strictly an address header is taken: To, From, and what is read like them. */
export const addressRules = {
  comma: {
    effect: 'A comma outside of quotes and angle brackets',
    section: '14',
    cases: {
      ordinary: 'is a byte like any other',
      'only-in-tag':
        'is a byte like any other, but that among the parameters only the value of a tag may hold one',
      'ends-address': 'ends the address, as in a list',
    },
  },
  semicolonInWords: {
    effect: 'A semicolon among the words before the angle bracket',
    section: '14',
    cases: { accepted: 'parses', refused: 'does not parse' },
  },
  foldAfterWords: {
    effect: 'A folded line end behind the last of several words before the angle bracket',
    section: '14',
    cases: { 'in-name': 'belongs to the display name', skipped: 'is skipped' },
  },
  emptyTag: {
    effect: 'A tag without a value, or the beginning of its name alone before another parameter (;t;)',
    section: '3',
    cases: { accepted: 'parses', refused: 'does not parse' },
  },
  quotedTagEnd: {
    effect: 'Where the value of a quoted tag ends:',
    section: '3',
    cases: { 'at-quote': 'at the closing quote', 'one-byte-early': 'one byte before the closing quote' },
  },
  quotedPair: {
    effect: 'A backslash in a quoted value',
    section: '14',
    cases: { accepted: 'takes the meaning of the next byte', refused: 'does not parse' },
  },
  atMessageEnd: {
    effect: "A header that the message's end cuts off",
    section: '14',
    cases: { complete: 'counts as it stands', unfinished: 'loses what was not finished' },
  },
  byteBehindLineEnd: {
    effect: 'A NUL or a backslash as the first byte of the next line',
    section: '14',
    cases: { accepted: 'is not looked at', refused: 'makes the address malformed' },
  },
} as const satisfies RuleTable;

export interface AddressRules extends RulesOf<typeof addressRules> {}
