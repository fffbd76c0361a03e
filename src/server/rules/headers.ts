import type { HeaderKind } from '../../sip/headerKind.js';
import { names, type RulesOf, type RuleTable, type Shown } from '../../sip/rules.js';

/** Header names in lower case, and the kind that each of them means. */
export type HeaderKinds = Readonly<Record<string, HeaderKind>>;

const kinds: Shown<HeaderKinds> = (value) =>
  Object.entries(value)
    .map(([name, kind]) => (name === kind ? name : `${name}=${kind}`))
    .join(' ');

/** How header fields are told apart. */
export const headerRules = {
  nameParser: {
    effect: 'How a header name is read:',
    section: '17',
    cases: {
      'by-four-to-colon':
        'known names are compared four bytes at a time; any other reaches to the next colon, blanks and line ends included',
      'by-four-to-blank':
        'known names are compared four bytes at a time; any other reaches to a blank or the next colon, line ends included',
      token: 'a token, with blanks and a colon behind it',
      'to-colon-of-line': 'whatever stands before the colon of the line, without blanks at its end',
    },
  },
  kinds: {
    effect: 'The names that are known, and what the compact and other forms among them stand for:',
    section: '1.2',
    value: kinds,
  },
  onlyOnce: {
    effect: 'The headers of which a second one does not parse:',
    section: '1.4',
    value: names<HeaderKind>(),
  },
  retryAfter: {
    effect: 'A Retry-After',
    section: '17',
    cases: { 'not-parsed': 'may be anything', parsed: 'has to begin with a number' },
  },
} as const satisfies RuleTable;

export interface HeaderRules extends RulesOf<typeof headerRules> {}
