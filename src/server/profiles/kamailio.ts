import { APOSTROPHE, QUOTE, SEMICOLON } from '../../sip/characters.js';
import type { AddressRules } from '../../sip/headers/address.js';
import type { ContactRules } from '../../sip/headers/contact.js';
import type { ViaRules } from '../../sip/headers/viaRules.js';
import type { UriRules } from '../../sip/uri/uriRules.js';
import type { IdentityRules, ServerProfile } from '../profile.js';
import { canonicalNamesOfAll, kindsOfKamailio } from './headerKinds.js';
import { transformationsOfKamailio56, transformationsOfKamailio61 } from './transformationNames.js';
import { namesOfKamailio56, namesOfKamailio61 } from './variableNames.js';
import { viaParametersOfAll } from './viaParameters.js';

export const kamailioAddress: AddressRules = {
  comma: 'ordinary',
  commaInParameters: 'in-tag',
  tagWithoutValue: 'accepted',
  startOfTagAlone: 'accepted',
  quotedPair: 'refused',
  quotedTagEnd: 'at-quote',
  atMessageEnd: 'complete',
  semicolonInWords: 'refused',
  foldAfterWords: 'skipped',
};

/** An address in a list. */
const listOfKamailio = {
  ...kamailioAddress,
  comma: 'ends-address',
  commaInParameters: 'ends-address',
} as const;

const identityOfKamailio: IdentityRules = {
  ...listOfKamailio,
  body: 'alone',
  list: 'whole',
  items: 'without-parameters',
};

export const kamailioContact: ContactRules = {
  nameBeforeBareUri: 'hides-last-byte',
  uriWithoutColon: 'before-parameter',
  shortestUriBytes: 3,
  textAfterAsterisk: 'ignored',
  parameters: { separator: SEMICOLON, quotes: [QUOTE, APOSTROPHE], emptyLastValue: true },
};

export const kamailioVia: ViaRules = {
  unknownTransport: 'accepted',
  transports: [],
  hostBytes: 'any',
  noTransportBeginsWith: 'ipdcl20.',
  cutTransport: 'accepted',
  ...viaParametersOfAll,
  semicolonAfterBlank: 'accepted',
  commaInQuotes: 'ordinary',
  portOutOfRange: 'refused',
};

export const kamailioUri: UriRules = {
  schemes: ['sip', 'sips', 'tel', 'urn'],
  leadingAt: 'begins-user',
  portOutOfRange: 'refused',
  hostBytes: 'alphanumeric',
  userOfPhone: 'cut-at-semicolon',
  phone: 'lower-case',
  urn: 'as-host',
  secureNumber: 'tels',
};

export const kamailio61: ServerProfile = {
  id: 'kamailio-6.1',
  title: 'Kamailio 6.1.4',
  family: 'kamailio',
  functions: ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd'],
  reception: {
    notSip: 'dropped',
    trailingNul: 'kept',
    skippedBeforeFirstLine: 'blanks-line-ends-and-nul',
    otherProtocols: 'dropped',
    longestMessageBytes: 32766,
    readBeforeScript: 'first-via-and-dialog-headers',
    missingDialogHeader: 'dropped',
    from: 'parsed-when-read',
  },
  method: { methodBytes: 'any', otherMethodBytes: '', endOfCheck: '' },
  headers: {
    kinds: kindsOfKamailio,
    name: 'token',
    nulAtStart: 'malformed',
    shortestBytes: 0,
    blankBeforeColon: 'stripped',
    kindHiddenByTab: { names: 'none', compact: 'none' },
    blankInName: 'refused',
    retryAfter: 'checked',
    duplicates: 'refused',
    single: ['to', 'from', 'call-id', 'cseq', 'max-forwards', 'content-length'],
  },
  uri: kamailioUri,
  contentLength: { foldAtCrlf: 'followed', overflow: 'refused' },
  via: kamailioVia,
  to: kamailioAddress,
  from: kamailioAddress,
  contact: kamailioContact,
  credentials: { afterScheme: 'line-feed' },
  identities: {
    diversion: { ...listOfKamailio, body: 'alone', list: 'whole', items: 'with-parameters' },
    'p-asserted-identity': identityOfKamailio,
    'p-preferred-identity': identityOfKamailio,
  },
  firstLook: {
    'p-asserted-identity': 'reads-all',
    'p-preferred-identity': 'reads-two-more',
    diversion: 'reads-all',
  },
  environment: {
    setvarsDefault: true,
    variables: 'all',
    canonicalNames: canonicalNamesOfAll,
    joinOrder: 'first-then-reversed',
    shellFunctionPrefix: 'defused',
    originalUriNames: ['SIP_ORUI'],
    transactionId: { parts: 'from-tag-and-to-tag-of-dialog-requests' },
    emptyValue: 'rest-of-message',
  },
  pseudoVariables: {
    names: namesOfKamailio61.split(' '),
    dotInName: 'part-of-name',
    needlessArgument: 'refused',
    headerArgument: 'token',
    absentPart: 'null',
    index: 'after-argument',
    firstIndex: 0,
    unparsableHeaders: 'null',
    trailingWhitespace: 'kept',
    joinAll: ',',
    longestJoinedBytes: Number.POSITIVE_INFINITY,
    transformations: transformationsOfKamailio61.split(' '),
    transformationDialect: 'kamailio',
    transformed: {
      numberBits: 64,
      decodedBase58: 'plain',
      hashedBytes: 'unsigned',
      percentDigits: 'in-value',
      schemeEnd: 'colon',
      comma: 'separates',
      firstByte: 'overlooked',
      lastOccurrence: 'found',
      failed: 'nothing',
      negativeLength: 'refused',
      addressIndex: 'refused',
      brokenVia: 'fails',
    },
    defaultPort: '5061-for-tls',
    defaultProtocol: 'UDP',
    transport: 'value',
    unparsableUri: 'raw',
    contact: 'whole-header',
    contactOrder: 'as-written',
    lastItem: 'at-minus-one',
    unparsableContact: 'null',
    unsetVar: 'zero',
    body: 'whole',
    emptyBody: 'empty',
    emptyCredential: 'empty',
    credentialUser: 'between-colon-and-at',
    flags: 'number',
    capitalColour: 'bold',
    release: { number: '6.1.4', system: 'x86_64/Linux' },
    destinationSet: 'in-angle-brackets',
  },
  running: {
    dsetArgument: 'in-quotes',
    longestCommandBytes: { exec_msg: 30000, other: 30000 },
    loneVariable: 'value',
    longestLineBytes: 1023,
    mostUris: 12,
    messageInput: 'delivered',
    timeToKill: 'no-effect',
    shellName: 'sh',
  },
};

export const kamailio56: ServerProfile = {
  ...kamailio61,
  id: 'kamailio-5.6',
  title: 'Kamailio 5.6.3',
  identities: {
    diversion: { ...listOfKamailio, body: 'with-line-end', list: 'first', items: 'none' },
    'p-asserted-identity': { ...identityOfKamailio, items: 'none' },
    'p-preferred-identity': { ...identityOfKamailio, items: 'none' },
  },
  firstLook: { 'p-asserted-identity': 'reads-all', 'p-preferred-identity': 'reads-two-more' },
  reception: { ...kamailio61.reception, longestMessageBytes: 65535, from: 'parsed-when-needed' },
  uri: { ...kamailioUri, urn: 'like-sip', secureNumber: 'tel' },
  contact: { ...kamailioContact, shortestUriBytes: 1 },
  via: { ...kamailioVia, commaInQuotes: 'ends-header', portOutOfRange: 'accepted' },
  running: { ...kamailio61.running, longestCommandBytes: { exec_msg: 8191, other: 8191 } },
  pseudoVariables: {
    ...kamailio61.pseudoVariables,
    names: namesOfKamailio56.split(' '),
    transformations: transformationsOfKamailio56.split(' '),
    transformed: {
      ...kamailio61.pseudoVariables.transformed,
      numberBits: 32,
      decodedBase58: 'with-nul',
      hashedBytes: 'signed',
      percentDigits: 'past-its-end',
      schemeEnd: 'colon-and-stray-byte',
      comma: 'ends-list',
      firstByte: 'found',
      lastOccurrence: 'at-end-only',
    },
    release: { number: '5.6.3', system: 'x86_64/linux' },
    longestJoinedBytes: 8191,
    unparsableUri: 'null',
    contactOrder: 'last-first',
    lastItem: 'at-minus-two',
  },
};
