import { bytes, type RulesOf, type RuleTable } from '../../sip/rules.js';

/** What happens to a datagram before the script runs. */
export const receptionRules = {
  skippedBeforeFirstLine: {
    effect: "What is skipped before the first line, and stays in the command's input:",
    section: '10',
    cases: { 'line-ends': 'line ends', 'blanks-line-ends-and-nul': 'line ends, blanks, tabs and NULs' },
  },
  trailingNul: {
    effect: 'A NUL at the end of the datagram',
    section: '5',
    cases: { kept: 'belongs to the message', 'one-removed': 'is taken off, one only' },
  },
  notSip: {
    effect: 'Bytes that are no SIP message',
    section: '10',
    cases: { dropped: 'are dropped', error: 'are an error' },
  },
  otherVersions: {
    effect: 'A request whose version does not begin with SIP/2.0',
    section: '10',
    cases: { accepted: 'reaches the script', refused: 'is dropped' },
  },
  maxMessageBytes: { effect: 'The longest message:', section: '5', value: bytes },
  readBeforeScript: {
    effect:
      'How far the headers are read before the script; one that does not parse until there drops the message:',
    section: '1.6',
    cases: {
      'first-via': 'to the first Via',
      'first-via-and-dialog-headers': 'to the last of the first Via, From, To, Call-ID and CSeq',
      all: 'to their end',
    },
  },
  missingDialogHeader: {
    effect: 'A request without To, From, Call-ID or CSeq',
    section: '1.6',
    cases: { accepted: 'reaches the script', refused: 'is dropped' },
  },
  fromParsed: {
    effect: 'When a From is parsed:',
    section: '1.6',
    cases: {
      'when-needed': 'when something needs its parts',
      'when-read': 'when the header is read, as To is',
    },
  },
} as const satisfies RuleTable;

export interface ReceptionRules extends RulesOf<typeof receptionRules> {}
