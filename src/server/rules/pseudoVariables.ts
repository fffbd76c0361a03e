import { bytes, names, type RulesOf, type RuleTable, type Shown, text } from '../../sip/rules.js';

/** The release that `$version()` tells of. */
export interface Release {
  readonly number: string;
  readonly system: string;
}

const release: Shown<Release | undefined> = (value) =>
  value === undefined ? 'no release' : `${value.number} (${value.system})`;

/** What a server's pseudo-variables are called, and how they print. */
export const pseudoVariableRules = {
  names: {
    effect: 'The names that a command may hold, without $; () follows those that take an argument:',
    section: '8',
    value: names<string>(),
  },
  dotInName: {
    effect: 'A dot behind a name',
    section: '8',
    cases: {
      'part-of-name': 'belongs to the name: $to.user is unknown where $to is known',
      'may-end-name': 'ends the name where no longer one is known',
    },
  },
  needlessArgument: {
    effect: 'Parentheses behind a name that takes no argument',
    section: '8',
    cases: { text: 'are text', refused: 'keep the server from starting' },
  },
  headerArgument: {
    effect: 'What $hdr() takes for the name of a header:',
    section: '8',
    cases: {
      any: 'anything',
      'without-blanks': 'anything without blanks',
      token: "only what a header's name may be",
    },
  },
  index: {
    effect: 'Where it stands which one of several headers is meant:',
    section: '8',
    cases: {
      'inside-argument': 'in the argument, counted from 1: $hdr(Via[1])',
      'after-argument': 'behind the argument, counted from 0: $(hdr(Via)[1])',
      both: 'in the argument, counted from 1, or behind it, counted from 0',
    },
  },
  absentPart: {
    effect: 'A part that is not there, as the user of a URI without one',
    section: '8',
    cases: { nothing: 'prints as nothing', null: 'prints as <null>' },
  },
  unparsableHeaders: {
    effect: '$hdr() when a header does not parse',
    section: '18.1',
    cases: { null: 'is <null>', 'those-read': 'finds the headers before it' },
  },
  trailingWhitespace: {
    effect: "White space at the end of a header's value",
    section: '18.1',
    cases: { kept: 'is kept', trimmed: 'is trimmed' },
  },
  joinAll: { effect: 'What joins the values of [*]:', section: '8', value: text },
  maxJoinedBytes: {
    effect: 'How long the joined values of [*] may be; longer ones are <null>:',
    section: '8',
    value: bytes,
  },
  defaultPort: {
    effect: 'The port of a URI that names none:',
    section: '8',
    cases: {
      '5060': '5060',
      '5061-for-tls': '5060, or 5061 with transport=tls',
      'by-transport-or-1': 'the one of its transport, 1 for one that the server does not know',
      'by-transport-or-0': 'the one of its transport, 0 for one that the server does not know',
    },
  },
  defaultProtocol: {
    effect: 'The protocol of a URI without a transport parameter:',
    section: '8',
    cases: { UDP: 'UDP', 'udp-or-tls': 'udp, or tls for a sips URI' },
  },
  transport: {
    effect: 'How a transport parameter prints:',
    section: '8',
    cases: { value: 'as its value', 'whole-parameter': 'as transport=value' },
  },
  unparsableUri: {
    effect: '$ru when the URI does not parse',
    section: '8',
    cases: { null: 'is <null>', raw: 'is the URI as it is' },
  },
  emptyPart: {
    effect: 'An empty body, or an empty part of credentials',
    section: '15',
    cases: { empty: 'prints as nothing', null: 'prints as <null>' },
  },
  credentialUser: {
    effect: '$au of the name x:bob@example.com',
    section: '15',
    cases: { 'before-at': 'is x:bob', 'between-colon-and-at': 'is bob' },
  },
  contact: {
    effect: '$ct',
    section: '8',
    cases: { 'whole-header': 'is the first Contact header', 'first-contact': 'is its first contact' },
  },
  unparsableContact: {
    effect: '$ct as a contact, when the contacts do not parse',
    section: '18.3',
    cases: { empty: 'is empty', null: 'is <null>' },
  },
  contactOrder: {
    effect: 'The order in which $hfl(Contact) counts the contacts of one header:',
    section: '18.2',
    variable: 'hfl()',
    cases: { 'as-written': 'as written', 'last-first': 'from the last to the first' },
  },
  lastItem: {
    effect: 'The index of the last item of $hfl():',
    section: '18.2',
    variable: 'hfl()',
    cases: { 'at-minus-one': '-1', 'at-minus-two': '-2' },
  },
  body: {
    effect: '$rb',
    section: '8',
    cases: {
      whole: 'is all that follows the empty line',
      'by-content-length': 'is as much of that as Content-Length says, where there is one',
      'only-by-content-length': 'is as much of that as Content-Length says, and <null> without one',
    },
  },
  unsetVar: {
    effect: '$var(name) that no script has set',
    section: '18.5',
    variable: 'var()',
    cases: { zero: 'is 0', nothing: 'is <null>' },
  },
  flags: {
    effect: '$mf and its kin',
    section: '18.5',
    cases: { number: 'are a number', names: 'are a list of names, which is empty' },
  },
  timeArgument: {
    effect: 'What $time() takes in its parentheses',
    section: '18.5',
    variable: 'time()',
    cases: {
      format: 'a format of strftime(3)',
      part: 'the name of a part: sec, min, hour, mday, mon, year, wday, yday, isdst',
    },
  },
  capitalColour: {
    effect: 'A capital letter in $C()',
    section: '18.5',
    variable: 'C()',
    cases: { bold: 'is bold', plain: 'is the same as a small one' },
  },
  release: {
    effect: 'The release that $version() tells of:',
    section: '18.5',
    variable: 'version()',
    value: release,
  },
  destinationSet: {
    effect: 'The URIs of $ds',
    section: '8',
    cases: { bare: 'stand as they are', 'in-angle-brackets': 'stand in angle brackets' },
  },
} as const satisfies RuleTable;

export interface PseudoVariableRules extends RulesOf<typeof pseudoVariableRules> {}
