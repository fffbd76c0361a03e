import { names, type RulesOf, type RuleTable } from '../../sip/rules.js';

/** Which transformations a server has. */
export const transformationRules = {
  names: {
    effect: 'The transformations that $(name{…}) takes:',
    section: '19',
    value: names<string>(),
  },
  dialect: {
    effect: 'Whose transformations they are: their syntax, and what they do where names come twice:',
    section: '19',
    cases: { opensips: 'those of OpenSIPS', kamailio: 'those of Kamailio' },
  },
} as const satisfies RuleTable;

export interface TransformationRules extends RulesOf<typeof transformationRules> {}
export type TransformationDialect = TransformationRules['dialect'];

/** What versions of Kamailio transform differently. */
export const kamailioTransformationRules = {
  numberBits: {
    effect: 'The size of a number:',
    section: '19.2',
    cases: { 32: '32 bits', 64: '64 bits' },
  },
  decodedBase58: {
    effect: '{s.decode.base58}',
    section: '19.2',
    cases: { plain: 'makes the bytes', 'with-nul': 'makes the bytes and a NUL' },
  },
  hashedBytes: {
    effect: 'Bytes above 0x7f in {s.corehash}',
    section: '19.2',
    cases: { signed: 'count as negative', unsigned: 'count as they are' },
  },
  percentDigits: {
    effect: "The two digits that {s.urldecode.param} wants behind a percent sign at a value's end",
    section: '19.2',
    cases: { 'in-value': 'have to stand in the value', 'past-its-end': 'may stand in what follows it' },
  },
  schemeEnd: {
    effect: "{uri.saor} and {uri.suri} behind the scheme's colon",
    section: '19.2',
    cases: { colon: 'put nothing', 'colon-and-stray-byte': 'put a byte of an earlier use' },
  },
  comma: {
    effect: 'A comma as the separator of parameters',
    section: '19.2',
    cases: { separates: 'separates them', 'ends-list': 'ends their list' },
  },
  firstByte: {
    effect: '{s.before} and its kin, of a character that the value begins with',
    section: '19.2',
    cases: { found: 'find it', overlooked: 'overlook it' },
  },
  lastOccurrence: {
    effect: '{s.rbefore} and {s.rafter}, of a character that the value does not end with',
    section: '19.2',
    cases: { found: 'find it', 'at-end-only': 'do not find it' },
  },
} as const satisfies RuleTable;

export interface KamailioTransformationRules extends RulesOf<typeof kamailioTransformationRules> {}

/** What versions of OpenSIPS transform differently. */
export const opensipsTransformationRules = {
  failed: {
    effect: 'A transformation that fails, or does not find what it looks for',
    section: '19.1',
    cases: { nothing: 'prints as nothing', null: 'prints as <null>' },
  },
  brokenVia: {
    effect: 'A Via that breaks off, in {via.host} and its kin',
    section: '19.1',
    cases: { crashes: 'crashes the server', fails: 'makes them fail' },
  },
  csv: {
    effect: 'What {csv.count} and {csv.value} take for a list:',
    section: '19.1',
    cases: {
      anything: 'anything, in which commas separate the items',
      'rfc-4180': 'printable ASCII as in RFC 4180 §2: behind a quoted item there is nothing but a comma',
    },
  },
  negativeLength: {
    effect: 'A negative length in {s.substr}',
    section: '19.1',
    cases: { accepted: 'leaves so many bytes off at the end', refused: 'keeps the server from starting' },
  },
  addressIndex: {
    effect: '{nameaddr.1.uri} and its kin, for one address of a list',
    section: '19.1',
    cases: { accepted: 'are known', refused: 'keep the server from starting' },
  },
} as const satisfies RuleTable;

export interface OpensipsTransformationRules extends RulesOf<typeof opensipsTransformationRules> {}
