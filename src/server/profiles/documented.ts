import type { ServerProfile } from '../profile.js';
import { canonicalNamesOfIana, kindsOfIana } from './headerKinds.js';
import { kamailio61, kamailioAddress, kamailioContact } from './kamailio.js';
import { openser11 } from './openser.js';
import { namesOfDocumented } from './variableNames.js';

const noLimit = { exec_msg: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY };

/** The module as its manual describes it; where the manual is silent, as Kamailio 6.1 does it. */
export const documented: ServerProfile = {
  ...kamailio61,
  id: 'documented',
  title: 'the exec module as its manual describes it',
  family: 'documented',
  functions: ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd', 'exec'],
  reception: {
    ...kamailio61.reception,
    notSip: 'error',
    longestMessageBytes: Number.POSITIVE_INFINITY,
    readBeforeScript: 'all',
    missingDialogHeader: 'accepted',
    from: 'parsed-when-needed',
  },
  headers: {
    kinds: kindsOfIana,
    name: 'until-colon-of-line',
    nulAtStart: 'malformed',
    shortestBytes: 0,
    blankBeforeColon: 'stripped',
    kindHiddenByTab: { names: 'none', compact: 'none' },
    blankInName: 'accepted',
    retryAfter: 'checked',
    duplicates: 'accepted',
    single: [],
  },
  to: { ...kamailioAddress, quotedPair: 'accepted' },
  from: { ...kamailioAddress, quotedPair: 'accepted' },
  contact: kamailioContact,
  firstLook: {},
  environment: {
    ...kamailio61.environment,
    canonicalNames: canonicalNamesOfIana,
    joinOrder: 'as-in-message',
    originalUriNames: ['SIP_ORUI', 'SIP_ORURI'],
    transactionId: { parts: 'from-tag-and-to-tag-of-dialog-requests' },
    emptyValue: 'empty',
  },
  pseudoVariables: {
    ...openser11.pseudoVariables,
    names: namesOfDocumented.split(' '),
    dotInName: 'part-of-name',
    index: 'both',
    longestJoinedBytes: Number.POSITIVE_INFINITY,
  },
  running: { ...kamailio61.running, dsetArgument: 'shell-quoted', longestCommandBytes: noLimit },
};
