import { documentedRoutes } from '../rules/routes.js';
import { kamailioAddress, kamailioListedAddress } from './grammars/kamailio.js';
import { canonicalNamesOfIana, kindsOfIana } from './headerKinds.js';
import { oldestVersion } from './laterVersion.js';
import { namesOfDocumented } from './variableNames.js';

const address = { ...kamailioAddress, quotedPair: 'accepted' } as const;

const identity = {
  ...kamailioListedAddress,
  body: 'alone',
  list: 'whole',
  items: 'without-parameters',
  firstUse: 'reads-no-further',
} as const;

/**
 * The module as its manual describes it (docs/exec-module.md). Where the manual is silent it does what kamailio-6.1 does,
 * and its pseudo-variables print as in openser-1.1.
 */
export const documented = oldestVersion({
  id: 'documented',
  title: 'the exec module as its manual describes it',
  family: 'documented',
  functions: ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd', 'exec'],
  reception: {
    notSip: 'error',
    trailingNul: 'kept',
    skippedBeforeFirstLine: 'blanks-line-ends-and-nul',
    otherVersions: 'refused',
    maxMessageBytes: Number.POSITIVE_INFINITY,
    readBeforeScript: 'all',
    missingDialogHeader: 'accepted',
    fromParsed: 'when-needed',
  },
  method: { check: 'none', otherBytes: '', inviteAndInfo: 'by-all-letters' },
  headers: {
    kinds: kindsOfIana,
    nameParser: 'to-colon-of-line',
    retryAfter: 'parsed',
    onlyOnce: [],
  },
  uri: {
    schemes: ['sip', 'sips', 'tel', 'urn'],
    leadingAt: 'begins-user',
    portOutOfRange: 'refused-by-digits-too',
    hostBytes: 'checked',
    userOfPhone: 'cut-at-semicolon',
    userParameter: 'lower-case',
    urn: 'as-host',
    sipsPhone: 'tels',
  },
  contentLength: { foldAtCrlf: 'followed', overflow: 'refused' },
  via: {
    transports: [],
    otherTransports: 'accepted',
    hostBytes: 'any',
    semicolonAfterBlank: 'accepted',
    commaInQuotes: 'ordinary',
    nul: 'ends-header',
  },
  to: address,
  from: address,
  contact: {
    nameBeforeBareUri: 'hides-last-byte',
    uriWithoutColon: 'before-parameter',
    minUriBytes: 3,
    textAfterAsterisk: 'ignored',
    parameterList: 'lenient',
  },
  credentials: { afterScheme: 'line-feed', names: 'by-four' },
  identities: {
    diversion: { ...identity, items: 'with-parameters' },
    'p-asserted-identity': identity,
    'p-preferred-identity': identity,
  },
  environment: {
    setvarsDefault: 'on',
    variables: 'all',
    canonicalNames: canonicalNamesOfIana,
    joinOrder: 'as-in-message',
    shellFunctionPrefix: 'defused',
    originalUriNames: ['SIP_ORUI', 'SIP_ORURI'],
    transactionId: 'from-tag-and-to-tag-of-dialog-requests',
    emptyValue: 'empty',
  },
  pseudoVariables: {
    names: namesOfDocumented.split(' '),
    dotInName: 'part-of-name',
    needlessArgument: 'text',
    headerArgument: 'without-blanks',
    absentPart: 'nothing',
    index: 'both',
    unparsableHeaders: 'those-read',
    trailingWhitespace: 'trimmed',
    joinAll: ',',
    maxJoinedBytes: Number.POSITIVE_INFINITY,
    defaultPort: '5060',
    defaultProtocol: 'UDP',
    transport: 'value',
    unparsableUri: 'null',
    contact: 'whole-header',
    timeArgument: 'format',
    capitalColour: 'plain',
    contactOrder: 'as-written',
    lastItem: 'at-minus-one',
    unparsableContact: 'null',
    unsetVar: 'nothing',
    body: 'only-by-content-length',
    emptyPart: 'empty',
    credentialUser: 'before-at',
    flags: 'number',
    release: undefined,
    destinationSet: 'bare',
  },
  transformations: {
    names: [],
    dialect: 'opensips',
  },
  running: {
    dsetArgument: 'shell-quoted',
    maxCommandBytes: { exec_msg: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY },
    loneVariable: 'value',
    maxLineBytes: 1023,
    maxUris: 12,
    messageInput: 'delivered',
    timeToKill: 'no-effect',
    kemi: 'hands-strings-over-raw',
    preprocessor: 'with-expressions',
    routes: documentedRoutes,
    shellName: 'sh',
  },
});
