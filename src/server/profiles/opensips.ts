import type { AddressRules } from '../../sip/headers/address/addressRules.js';
import { openserRoutes, opensipsRoutes } from '../rules/routes.js';
import { openserAddress, openserContact, openserContentLength } from './grammars/openser.js';
import { canonicalNamesOfAll, kindsOfOpensips } from './headerKinds.js';
import { laterVersion, oldestVersion } from './laterVersion.js';
import { transformationsOfOpensips14 } from './transformationNames.js';
import { namesOfOpensips14 } from './variableNames.js';

export const opensips14 = oldestVersion({
  id: 'opensips-1.4',
  title: 'OpenSIPS 1.4.5',
  family: 'opensips',
  functions: ['exec_dset', 'exec_msg', 'exec_avp'],
  reception: {
    notSip: 'dropped',
    trailingNul: 'kept',
    skippedBeforeFirstLine: 'line-ends',
    otherVersions: 'accepted',
    maxMessageBytes: 65535,
    readBeforeScript: 'first-via',
    missingDialogHeader: 'accepted',
    fromParsed: 'when-needed',
  },
  method: { check: 'to-comma-or-nul', otherBytes: '-.%*_+~', inviteAndInfo: 'but-for-second-letter' },
  headers: {
    kinds: kindsOfOpensips,
    nameParser: 'by-four-to-colon',
    retryAfter: 'not-parsed',
    onlyOnce: [],
  },
  uri: {
    schemes: ['sip', 'sips', 'tel'],
    leadingAt: 'refused',
    portOutOfRange: 'accepted',
    hostBytes: 'any',
    userOfPhone: 'cut-at-semicolon',
    userParameter: 'lower-case',
    urn: 'like-sip',
    sipsPhone: 'tel',
  },
  contentLength: openserContentLength,
  via: {
    transports: ['udp', 'tcp', 'tls', 'sctp'],
    otherTransports: 'refused',
    hostBytes: 'any',
    semicolonAfterBlank: 'refused',
    commaInQuotes: 'ends-header',
    nul: 'ends-header',
  },
  to: openserAddress,
  from: openserAddress,
  contact: openserContact,
  credentials: { afterScheme: 'letter-n', names: 'by-four' },
  identities: {},
  environment: {
    setvarsDefault: 'on',
    variables: 'all',
    canonicalNames: canonicalNamesOfAll,
    joinOrder: 'first-then-reversed',
    shellFunctionPrefix: 'passed-on',
    originalUriNames: ['SIP_ORUI'],
    transactionId: 'from-and-to',
    emptyValue: 'rest-of-message',
  },
  pseudoVariables: {
    names: namesOfOpensips14.split(' '),
    dotInName: 'may-end-name',
    needlessArgument: 'refused',
    headerArgument: 'any',
    absentPart: 'null',
    index: 'after-argument',
    unparsableHeaders: 'null',
    trailingWhitespace: 'kept',
    joinAll: ', ',
    maxJoinedBytes: 510,
    defaultPort: '5060',
    defaultProtocol: 'UDP',
    transport: 'whole-parameter',
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
    names: transformationsOfOpensips14.split(' '),
    dialect: 'opensips',
  },
  opensipsTransformations: {
    failed: 'nothing',
    brokenVia: 'crashes',
    csv: 'anything',
    negativeLength: 'refused',
    addressIndex: 'refused',
  },
  running: {
    dsetArgument: 'in-quotes',
    maxCommandBytes: { exec_msg: 1023, other: 1023 },
    loneVariable: 'value',
    maxLineBytes: 1023,
    maxUris: 12,
    messageInput: 'delivered',
    timeToKill: 'no-effect',
    kemi: 'unknown',
    preprocessor: 'without-expressions',
    routes: openserRoutes,
    shellName: 'sh',
  },
});

const addressFrom111: AddressRules = { ...openserAddress, quotedTagEnd: 'at-quote' };

export const opensips111 = laterVersion(opensips14, {
  id: 'opensips-1.11',
  title: 'OpenSIPS 1.11.11',
  headers: {
    nameParser: 'by-four-to-blank',
  },
  uri: { userParameter: 'any-case' },
  via: {
    otherTransports: 'accepted-unless-cut',
    hostBytes: 'checked',
  },
  to: addressFrom111,
  from: addressFrom111,
  environment: { setvarsDefault: 'off' },
  pseudoVariables: {
    names: {
      dropped: 'br bF bR mF sF',
      added: 'an TS time() ct.fields() branch branch() param() argv() ru_q auth.nonce auth.resp',
    },
    headerArgument: 'without-blanks',
    defaultPort: 'by-transport-or-1',
    defaultProtocol: 'udp-or-tls',
    transport: 'value',
    contact: 'first-contact',
    unparsableContact: 'empty',
    emptyPart: 'null',
    flags: 'names',
    destinationSet: 'in-angle-brackets',
  },
  transformations: {
    names: {
      added:
        's.index s.rindex s.fill.left s.fill.right s.dec2hex s.hex2dec param.exist nameaddr.param nameaddr.params ' +
        'uri.schema re.subst via.name via.version via.transport via.host via.domain via.port via.comment via.params ' +
        'via.param via.branch via.received via.rport ip.pton ip.ntop ip.isip ip.family ip.resolve csv.count csv.value ' +
        'sdp.line',
    },
  },
  running: {
    shellName: '/bin/sh',
    messageInput: 'never-flushed',
    loneVariable: 'runs-on',
    timeToKill: 'terminates-shell',
    routes: opensipsRoutes,
  },
});

export const opensips24 = laterVersion(opensips111, {
  id: 'opensips-2.4',
  title: 'OpenSIPS 2.4.11',
  functions: ['exec_dset', 'exec_msg', 'exec_avp', 'exec'],
  reception: { readBeforeScript: 'all' },
  uri: { schemes: ['sip', 'sips', 'tel', 'urn'], userOfPhone: 'whole', urn: 'service-like-sip' },
  via: { transports: ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'] },
  identities: {
    'p-asserted-identity': {
      ...addressFrom111,
      comma: 'ends-address',
      body: 'with-line-end',
      list: 'whole',
      items: 'none',
      firstUse: 'reads-no-further',
    },
  },
  pseudoVariables: { names: { dropped: 'sf', added: 'af rT cfg_line cfg_file log_level xlog_level rb()' } },
  transformations: { names: { added: 's.b64encode s.b64decode s.xor s.width s.trim s.triml s.trimr' } },
  opensipsTransformations: { failed: 'null', brokenVia: 'fails' },
  running: { messageInput: 'never-ended' },
});

export const opensips32 = laterVersion(opensips24, {
  id: 'opensips-3.2',
  title: 'OpenSIPS 3.2.19',
  functions: ['exec'],
  method: { otherBytes: "-.%*_+~!'`" },
  uri: { portOutOfRange: 'refused', urn: 'services-like-sip' },
  via: { nul: 'ordinary' },
  environment: { variables: 'none' },
  pseudoVariables: {
    names: {
      dropped: 'af fs pr rT Ri Rp proto',
      added:
        'hdr_name hdrcnt() msg.is_request msg.type socket_in() socket_out() route route.name sdp sdp() ' +
        'path return() err.class err.level err.info err.rcode err.rreason auth.alg auth.cnonce auth.nc auth.opaque auth.qop Tsm msg.flag()',
    },
    defaultPort: 'by-transport-or-0',
    unparsableContact: 'null',
  },
  transformations: {
    names: {
      added:
        's.reverse s.eval s.date2unix ip.isip4 ip.isip6 ip.isprivate ip.matches sdp.stream sdp.stream-delete',
    },
  },
  opensipsTransformations: { csv: 'rfc-4180', negativeLength: 'accepted', addressIndex: 'accepted' },
  running: {
    maxCommandBytes: { exec_msg: 19999, other: 19999 },
    loneVariable: 'value',
    shellName: 'sh',
    messageInput: 'delivered',
  },
});

export const opensips34 = laterVersion(opensips32, {
  id: 'opensips-3.4',
  title: 'OpenSIPS 3.4.18',
  pseudoVariables: { body: 'by-content-length' },
  transformations: {
    names: {
      added:
        's.sha1 s.sha224 s.sha256 s.sha384 s.sha512 ' +
        's.sha1_hmac s.sha224_hmac s.sha256_hmac s.sha384_hmac s.sha512_hmac',
    },
  },
});

export const opensips35 = laterVersion(opensips34, {
  id: 'opensips-3.5',
  title: 'OpenSIPS 3.5.9',
  pseudoVariables: {
    names: {
      dropped: 'hdrcnt()',
      added:
        'challenge.algorithm challenge.realm challenge.nonce challenge.opaque challenge.qop challenge.ik challenge.ck',
    },
  },
});

export const opensips36 = laterVersion(opensips35, {
  id: 'opensips-3.6',
  title: 'OpenSIPS 3.6.8',
});

export const opensips41 = laterVersion(opensips36, {
  id: 'opensips-4.1',
  title: 'OpenSIPS 4.1.0-dev',
  pseudoVariables: {
    names: {
      added:
        'proxy_protocol() msg.branch msg.branch.uri msg.branch.duri msg.branch.path msg.branch.q msg.branch.flags msg.branch.socket ' +
        'msg.branch.flag() msg.branch.attr() msg.branch.last_idx msg.branch.last_received',
    },
  },
  transformations: { names: { added: 's.crc32' } },
});
