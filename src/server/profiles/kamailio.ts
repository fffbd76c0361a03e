import type { IdentityRules } from '../rules/identity.js';
import { kamailioRoutes } from '../rules/routes.js';
import { kamailioAddress, kamailioListedAddress } from './grammars/kamailio.js';
import { canonicalNamesOfAll, kindsOfKamailio } from './headerKinds.js';
import { laterVersion, oldestVersion } from './laterVersion.js';
import { transformationsOfKamailio44 } from './transformationNames.js';
import { namesOfKamailio44 } from './variableNames.js';

const identityAsAWhole: IdentityRules = {
  ...kamailioListedAddress,
  body: 'alone',
  list: 'whole',
  items: 'none',
  firstUse: 'reads-all',
};

export const kamailio44 = oldestVersion({
  id: 'kamailio-4.4',
  title: 'Kamailio 4.4.7',
  family: 'kamailio',
  functions: ['exec_dset', 'exec_msg', 'exec_avp'],
  reception: {
    notSip: 'dropped',
    trailingNul: 'kept',
    skippedBeforeFirstLine: 'blanks-line-ends-and-nul',
    otherVersions: 'refused',
    maxMessageBytes: 65535,
    readBeforeScript: 'first-via',
    missingDialogHeader: 'accepted',
    fromParsed: 'when-needed',
  },
  method: { check: 'none', otherBytes: '', inviteAndInfo: 'by-all-letters' },
  headers: {
    kinds: kindsOfKamailio,
    nameParser: 'by-four-to-colon',
    retryAfter: 'parsed',
    onlyOnce: [],
  },
  uri: {
    schemes: ['sip', 'sips', 'tel', 'urn'],
    leadingAt: 'accepted',
    portOutOfRange: 'refused-by-digits-too',
    hostBytes: 'any',
    userOfPhone: 'cut-at-semicolon',
    userParameter: 'lower-case',
    urn: 'like-sip',
    sipsPhone: 'tel',
  },
  contentLength: { foldAtCrlf: 'not-seen', overflow: 'refused' },
  via: {
    transports: [],
    otherTransports: 'accepted',
    hostBytes: 'any',
    semicolonAfterBlank: 'accepted',
    commaInQuotes: 'ends-header',
    nul: 'ends-header',
  },
  to: kamailioAddress,
  from: kamailioAddress,
  contact: {
    nameBeforeBareUri: 'hides-last-byte',
    uriWithoutColon: 'before-parameter',
    minUriBytes: 1,
    textAfterAsterisk: 'ignored',
    parameterList: 'lenient',
  },
  credentials: { afterScheme: 'line-feed', names: 'by-four' },
  identities: {
    diversion: {
      ...kamailioListedAddress,
      body: 'with-line-end',
      list: 'first',
      items: 'none',
      firstUse: 'reads-no-further',
    },
    'p-asserted-identity': identityAsAWhole,
    'p-preferred-identity': { ...identityAsAWhole, firstUse: 'reads-two-more' },
  },
  environment: {
    setvarsDefault: 'on',
    variables: 'all',
    canonicalNames: canonicalNamesOfAll,
    joinOrder: 'first-then-reversed',
    shellFunctionPrefix: 'defused',
    originalUriNames: ['SIP_ORUI'],
    transactionId: 'branch-of-rfc-3261',
    emptyValue: 'rest-of-message',
  },
  pseudoVariables: {
    names: namesOfKamailio44.split(' '),
    dotInName: 'part-of-name',
    needlessArgument: 'refused',
    headerArgument: 'token',
    absentPart: 'null',
    index: 'after-argument',
    unparsableHeaders: 'null',
    trailingWhitespace: 'kept',
    joinAll: ',',
    maxJoinedBytes: 8191,
    defaultPort: '5061-for-tls',
    defaultProtocol: 'UDP',
    transport: 'value',
    unparsableUri: 'null',
    contact: 'whole-header',
    contactOrder: 'last-first',
    lastItem: 'at-minus-two',
    unparsableContact: 'null',
    unsetVar: 'zero',
    body: 'whole',
    emptyPart: 'empty',
    credentialUser: 'between-colon-and-at',
    flags: 'number',
    timeArgument: 'part',
    capitalColour: 'bold',
    release: { number: '4.4.7', system: 'x86_64/linux' },
    destinationSet: 'in-angle-brackets',
  },
  transformations: {
    names: transformationsOfKamailio44.split(' '),
    dialect: 'kamailio',
  },
  kamailioTransformations: {
    numberBits: 32,
    decodedBase58: 'with-nul',
    hashedBytes: 'signed',
    percentDigits: 'past-its-end',
    schemeEnd: 'colon-and-stray-byte',
    comma: 'ends-list',
    firstByte: 'found',
    lastOccurrence: 'at-end-only',
  },
  running: {
    dsetArgument: 'in-quotes',
    maxCommandBytes: { exec_msg: 8191, other: 8191 },
    loneVariable: 'value',
    maxLineBytes: 1023,
    maxUris: 12,
    messageInput: 'delivered',
    timeToKill: 'no-effect',
    kemi: 'unknown',
    preprocessor: 'without-expressions',
    routes: kamailioRoutes,
    shellName: 'sh',
  },
});

export const kamailio56 = laterVersion(kamailio44, {
  id: 'kamailio-5.6',
  title: 'Kamailio 5.6.3',
  functions: ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd'],
  reception: { readBeforeScript: 'first-via-and-dialog-headers', missingDialogHeader: 'refused' },
  headers: {
    nameParser: 'token',
    onlyOnce: ['to', 'from', 'call-id', 'cseq', 'max-forwards', 'content-length'],
  },
  uri: { leadingAt: 'begins-user', hostBytes: 'checked' },
  contentLength: { foldAtCrlf: 'followed' },
  environment: { transactionId: 'from-tag-and-to-tag-of-dialog-requests' },
  running: { kemi: 'hands-strings-over-raw' },
  pseudoVariables: {
    names: {
      added:
        'AU hdrc() rUl tUl fUl oUl sut siz csb mts adc adn ado adr dic fsn fsp rsi Ras prid hflc() utimef() defn() envn() rcv() msgbuf()',
    },
    release: { number: '5.6.3', system: 'x86_64/linux' },
  },
});

const listedIdentity: IdentityRules = { ...identityAsAWhole, items: 'without-parameters' };

export const kamailio58 = laterVersion(kamailio56, {
  id: 'kamailio-5.8',
  title: 'Kamailio 5.8.8',
  uri: { urn: 'as-host' },
  running: { preprocessor: 'with-expressions' },
  pseudoVariables: {
    names: { added: 'ctu cts tts iuid defv() defs() shvinc()' },
    release: { number: '5.8.8', system: 'x86_64/Linux' },
  },
});

export const kamailio60 = laterVersion(kamailio58, {
  id: 'kamailio-6.0',
  title: 'Kamailio 6.0.7',
  reception: { maxMessageBytes: 32766, fromParsed: 'when-read' },
  uri: { sipsPhone: 'tels' },
  via: { commaInQuotes: 'ordinary' },
  contact: { minUriBytes: 3 },
  identities: {
    diversion: { ...identityAsAWhole, items: 'with-parameters' },
    'p-asserted-identity': listedIdentity,
    'p-preferred-identity': { ...listedIdentity, firstUse: 'reads-two-more' },
  },
  pseudoVariables: {
    names: { added: 'Eb Ec Ei Ej Ek En Eq Er Es Et Ev' },
    maxJoinedBytes: Number.POSITIVE_INFINITY,
    unparsableUri: 'raw',
    contactOrder: 'as-written',
    lastItem: 'at-minus-one',
    release: { number: '6.0.7', system: 'x86_64/Linux' },
  },
  transformations: {
    names: {
      added:
        's.sha3 s.crc32 s.rmhdws s.rmhlws s.escape.crlf s.unescape.crlf uri.rmparam val.json val.jsonqe val.n0 val.ne ' +
        'num.fdigit num.ldigit',
    },
  },
  kamailioTransformations: {
    numberBits: 64,
    decodedBase58: 'plain',
    hashedBytes: 'unsigned',
    percentDigits: 'in-value',
    schemeEnd: 'colon',
    comma: 'separates',
    firstByte: 'overlooked',
    lastOccurrence: 'found',
  },
  running: { maxCommandBytes: { exec_msg: 30000, other: 30000 } },
});

export const kamailio61 = laterVersion(kamailio60, {
  id: 'kamailio-6.1',
  title: 'Kamailio 6.1.4',
  pseudoVariables: { release: { number: '6.1.4', system: 'x86_64/Linux' } },
});

export const kamailio62dev = laterVersion(kamailio61, {
  id: 'kamailio-6.2-dev',
  title: 'Kamailio 6.2-dev of August 2026',
  pseudoVariables: { release: { number: '6.2.0-dev0', system: 'x86_64/Linux' } },
});
