import type { AddressRules } from '../../sip/headers/address.js';
import type { ServerProfile } from '../profile.js';
import { kindsOfOpensips } from './headerKinds.js';
import { openser11 } from './openser.js';
import {
  transformationsOfOpensips14,
  transformationsOfOpensips24,
  transformationsOfOpensips36,
  transformationsOfOpensips41,
  transformationsOfOpensips111,
} from './transformationNames.js';
import {
  namesOfOpensips14,
  namesOfOpensips24,
  namesOfOpensips36,
  namesOfOpensips41,
  namesOfOpensips111,
} from './variableNames.js';

export const opensips14: ServerProfile = {
  ...openser11,
  id: 'opensips-1.4',
  title: 'OpenSIPS 1.4.5',
  family: 'opensips',
  functions: ['exec_dset', 'exec_msg', 'exec_avp'],
  reception: { ...openser11.reception, trailingNul: 'kept' },
  method: { ...openser11.method, endOfCheck: ',\0' },
  headers: { ...openser11.headers, kinds: kindsOfOpensips },
  uri: { ...openser11.uri, leadingAt: 'refused' },
  via: { ...openser11.via, transports: ['udp', 'tcp', 'tls', 'sctp'] },
  pseudoVariables: {
    ...openser11.pseudoVariables,
    names: namesOfOpensips14.split(' '),
    needlessArgument: 'refused',
    headerArgument: 'any',
    absentPart: 'null',
    index: 'after-argument',
    firstIndex: 0,
    unparsableHeaders: 'null',
    trailingWhitespace: 'kept',
    joinAll: ', ',
    transformations: transformationsOfOpensips14.split(' '),
    transport: 'whole-parameter',
  },
  running: {
    ...openser11.running,
    dsetArgument: 'in-quotes',
    longestCommandBytes: { exec_msg: 1023, other: 1023 },
  },
};

const opensips111Address: AddressRules = {
  ...opensips14.to,
  quotedTagEnd: 'at-quote',
};

export const opensips111: ServerProfile = {
  ...opensips14,
  id: 'opensips-1.11',
  title: 'OpenSIPS 1.11.11',
  headers: {
    ...opensips14.headers,
    blankBeforeColon: 'stripped',
    blankInName: 'refused',
    kindHiddenByTab: { names: 'compared-by-four', compact: 't' },
  },
  uri: { ...opensips14.uri, phone: 'any-case' },
  via: {
    ...opensips14.via,
    unknownTransport: 'accepted',
    noTransportBeginsWith: 'ipdcl20.',
    cutTransport: 'refused',
    hostBytes: 'checked',
  },
  to: opensips111Address,
  from: opensips111Address,
  environment: { ...opensips14.environment, setvarsDefault: false },
  pseudoVariables: {
    ...opensips14.pseudoVariables,
    names: namesOfOpensips111.split(' '),
    headerArgument: 'without-blanks',
    transformations: transformationsOfOpensips111.split(' '),
    defaultPort: 'by-transport',
    defaultProtocol: 'udp-or-tls',
    transport: 'value',
    contact: 'first-contact',
    unparsableContact: 'empty',
    emptyBody: 'null',
    emptyCredential: 'null',
    flags: 'names',
    destinationSet: 'in-angle-brackets',
  },
  running: {
    ...opensips14.running,
    shellName: '/bin/sh',
    messageInput: 'never-flushed',
    loneVariable: 'runs-on',
    timeToKill: 'terminates-shell',
  },
};

export const opensips24: ServerProfile = {
  ...opensips111,
  id: 'opensips-2.4',
  title: 'OpenSIPS 2.4.11',
  functions: ['exec_dset', 'exec_msg', 'exec_avp', 'exec'],
  identities: {
    'p-asserted-identity': {
      ...opensips111.from,
      comma: 'ends-address',
      commaInParameters: 'ends-address',
      body: 'with-line-end',
      list: 'whole',
      items: 'none',
    },
  },
  reception: { ...opensips111.reception, readBeforeScript: 'all' },
  via: { ...opensips111.via, transports: [...opensips111.via.transports, 'ws', 'wss'] },
  uri: {
    ...opensips111.uri,
    schemes: ['sip', 'sips', 'tel', 'urn'],
    userOfPhone: 'whole',
    urn: 'service-like-sip',
  },
  running: { ...opensips111.running, messageInput: 'never-ended' },
  pseudoVariables: {
    ...opensips111.pseudoVariables,
    names: namesOfOpensips24.split(' '),
    transformations: transformationsOfOpensips24.split(' '),
    transformed: { ...opensips111.pseudoVariables.transformed, failed: 'null', brokenVia: 'fails' },
  },
};

const longestPrintedBytes = { exec_msg: 19999, other: 19999 };

export const opensips36: ServerProfile = {
  ...opensips24,
  id: 'opensips-3.6',
  title: 'OpenSIPS 3.6.8',
  functions: ['exec'],
  headers: { ...opensips24.headers, nulAtStart: 'ends-headers' },
  uri: { ...opensips24.uri, portOutOfRange: 'refused' },
  environment: { ...opensips24.environment, variables: 'none' },
  running: {
    ...opensips24.running,
    longestCommandBytes: longestPrintedBytes,
    loneVariable: 'value',
    shellName: 'sh',
    messageInput: 'delivered',
  },
  pseudoVariables: {
    ...opensips24.pseudoVariables,
    names: namesOfOpensips36.split(' '),
    transformations: transformationsOfOpensips36.split(' '),
    transformed: {
      ...opensips24.pseudoVariables.transformed,
      negativeLength: 'taken',
      addressIndex: 'taken',
    },
    unparsableContact: 'null',
    body: 'by-content-length',
  },
};

export const opensips41: ServerProfile = {
  ...opensips36,
  id: 'opensips-4.1',
  title: 'OpenSIPS 4.1.0-dev',
  pseudoVariables: {
    ...opensips36.pseudoVariables,
    names: namesOfOpensips41.split(' '),
    transformations: transformationsOfOpensips41.split(' '),
  },
};
