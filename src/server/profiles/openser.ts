import type { AddressRules } from '../../sip/headers/address.js';
import type { ViaRules } from '../../sip/headers/via.js';
import type { UriRules } from '../../sip/uri.js';
import type { ServerProfile } from '../profile.js';
import { canonicalNamesOfAll, kindsOfAll } from './headerKinds.js';
import { namesOfOpenser11 } from './variableNames.js';
import { viaParametersOfAll } from './viaParameters.js';

export const openserAddress: AddressRules = {
  comma: 'ordinary',
  commaInParameters: 'ordinary',
  tagWithoutValue: 'refused',
  startOfTagAlone: 'refused',
  quotedPair: 'accepted',
  quotedTagEnd: 'one-byte-early',
  atMessageEnd: 'unfinished',
  semicolonInWords: 'accepted',
  foldAfterWords: 'in-name',
};

export const openserVia: ViaRules = {
  unknownTransport: 'refused',
  transports: ['udp', 'tcp', 'tls'],
  hostBytes: 'any',
  noTransportBeginsWith: '',
  cutTransport: 'accepted',
  ...viaParametersOfAll,
  semicolonAfterBlank: 'refused',
  commaInQuotes: 'ends-header',
  portOutOfRange: 'accepted',
};

export const openserUri: UriRules = {
  schemes: ['sip', 'sips', 'tel'],
  leadingAt: 'accepted',
  portOutOfRange: 'accepted',
  hostBytes: 'any',
  userOfPhone: 'cut-at-semicolon',
  phone: 'lower-case',
  urn: 'like-sip',
  secureNumber: 'tel',
};

export const openser11: ServerProfile = {
  id: 'openser-1.1',
  title: 'OpenSER 1.1.0',
  family: 'openser',
  functions: ['exec_dset', 'exec_msg'],
  reception: {
    notSip: 'dropped',
    trailingNul: 'one-removed',
    skippedBeforeFirstLine: 'line-ends',
    otherProtocols: 'accepted',
    longestMessageBytes: 65535,
    readBeforeScript: 'first-via',
    missingDialogHeader: 'accepted',
    from: 'parsed-when-needed',
  },
  method: { methodBytes: 'checked', otherMethodBytes: '-.%*_+~', endOfCheck: ',' },
  headers: {
    kinds: kindsOfAll,
    name: 'until-colon',
    nulAtStart: 'malformed',
    shortestBytes: 4,
    blankBeforeColon: 'kept',
    kindHiddenByTab: { names: 'compared-by-four', compact: 'all' },
    blankInName: 'accepted',
    duplicates: 'accepted',
    single: [],
  },
  uri: openserUri,
  contentLength: { foldAtCrlf: 'not-seen', overflow: 'wraps' },
  via: openserVia,
  to: openserAddress,
  from: openserAddress,
  identities: {},
  firstLookReadsAll: [],
  environment: {
    setvarsDefault: true,
    variables: 'all',
    canonicalNames: canonicalNamesOfAll,
    joinOrder: 'first-then-reversed',
    shellFunctionPrefix: 'passed-on',
    originalUriNames: ['SIP_ORUI'],
    transactionId: { parts: 'from-and-to' },
    emptyValue: 'rest-of-message',
  },
  pseudoVariables: {
    names: namesOfOpenser11.split(' '),
    dotInName: 'may-end-name',
    needlessArgument: 'text',
    headerArgument: 'without-blanks',
    absentPart: 'nothing',
    index: 'inside-argument',
    firstIndex: 1,
    unparsableHeaders: 'those-read',
    trailingWhitespace: 'trimmed',
    joinAll: ',',
    transformations: [],
    transformationDialect: 'kamailio',
    defaultPort: '5060',
    defaultProtocol: 'UDP',
    transport: 'value',
    unparsableUri: 'null',
    contact: 'whole-header',
    unparsableContact: 'null',
    body: 'only-by-content-length',
    emptyBody: 'empty',
    emptyCredential: 'empty',
    credentialUser: 'before-at',
    flags: 'number',
    destinationSet: 'bare',
  },
  running: {
    dsetArgument: 'bare',
    longestCommandBytes: { exec_msg: 1022, other: 1023 },
    loneVariable: 'value',
    longestLineBytes: 1023,
    mostUris: 12,
    messageInput: 'delivered',
    timeToKill: 'no-effect',
    shellName: 'sh',
  },
};
