import type { ServerProfile } from '../../server/profile.js';
import { findServer, serverIds } from '../../server/servers.js';

/** Variables that every server with `SIP_*` variables sets (servers.md §1), beside the original URI's. */
const COMMON_NAMES: readonly string[] = [
  'SIP_SRCIP',
  'SIP_RURI',
  'SIP_USER',
  'SIP_OUSER',
  'SIP_TID',
  'SIP_DID',
];

/** The released servers, whose behaviour was measured. */
export function releasedServers(): ServerProfile[] {
  return serverIds.map(findServer).filter(({ family }) => family !== 'documented');
}

/** The variables with fixed names that a server sets when `setvars` is on; none for servers that set none. */
export function fixedNamesOf(profile: ServerProfile): readonly string[] {
  if (profile.environment.variables === 'none') return [];
  return [...COMMON_NAMES, ...profile.environment.originalUriNames];
}

/** The names that servers give headers, whether they came in their long or their short form, as in `SIP_HF_CALLID`. */
export function canonicalHeaderNames(profiles: readonly ServerProfile[]): Set<string> {
  return new Set(profiles.flatMap(({ environment }) => Object.values(environment.canonicalNames)));
}

/** The compact forms of those headers, and the names that the variables have instead, by capital letter. */
export const CANONICAL_OF_COMPACT: Readonly<Record<string, string>> = {
  V: 'VIA',
  C: 'CONTENT_TYPE',
  F: 'FROM',
  I: 'CALLID',
  K: 'SUPPORTED',
  L: 'CONTENT_LENGTH',
  M: 'CONTACT',
  T: 'TO',
  O: 'EVENT',
};

/** Header fields that messages really have (RFC 3261 and its extensions), as variables name them. */
export function wellKnownHeaderNames(): readonly string[] {
  return (
    'ACCEPT ACCEPT_CONTACT ACCEPT_ENCODING ACCEPT_LANGUAGE ALERT_INFO ALLOW ALLOW_EVENTS AUTHENTICATION_INFO AUTHORIZATION ' +
    'CALLID CALL_INFO CONTACT CONTENT_DISPOSITION CONTENT_ENCODING CONTENT_LANGUAGE CONTENT_LENGTH CONTENT_TYPE CSEQ DATE ' +
    'DIVERSION ERROR_INFO EVENT EXPIRES FROM GEOLOCATION HISTORY_INFO IDENTITY IN_REPLY_TO JOIN MAX_FORWARDS MIME_VERSION ' +
    'MIN_EXPIRES MIN_SE ORGANIZATION P_ACCESS_NETWORK_INFO P_ASSERTED_IDENTITY P_CALLED_PARTY_ID P_CHARGING_VECTOR ' +
    'P_PREFERRED_IDENTITY P_VISITED_NETWORK_ID PATH PRIORITY PRIVACY PROXY_AUTHENTICATE PROXY_AUTHORIZATION PROXY_REQUIRE ' +
    'RACK REASON RECORD_ROUTE REFER_SUB REFER_TO REFERRED_BY REMOTE_PARTY_ID REPLACES REPLY_TO REQUEST_DISPOSITION REQUIRE ' +
    'RETRY_AFTER ROUTE RSEQ SERVER SERVICE_ROUTE SESSION_EXPIRES SIP_ETAG SIP_IF_MATCH SUBJECT SUBSCRIPTION_STATE SUPPORTED ' +
    'TIMESTAMP TO UNSUPPORTED USER_AGENT VIA WARNING WWW_AUTHENTICATE'
  ).split(' ');
}
