import type { Variable } from '../context.js';
import { addressVariables } from './ofMessage/addresses.js';
import { bodyPartVariables } from './ofMessage/bodyParts.js';
import { branchVariables } from './ofMessage/branches.js';
import { contactVariables } from './ofMessage/contacts.js';
import { credentialVariables } from './ofMessage/credentials.js';
import { headerVariables } from './ofMessage/headers.js';
import { identityVariables } from './ofMessage/identities.js';
import { headerItem, headerItemCount } from './ofMessage/listedHeaders.js';
import { messageVariables } from './ofMessage/messageParts.js';
import { uriVariables } from './ofMessage/uris.js';
import { viaVariables } from './ofMessage/viaParts.js';
import { connectionVariables } from './ofServer/connection.js';
import { scriptVariables } from './ofServer/scriptVariables.js';
import { serverVariables } from './ofServer/serverFacts.js';

let table: Readonly<Record<string, Variable>> | undefined;

/** How each variable is computed, by its name without `$`; `()` ends the names that take an argument. */
export function variableTable(): Readonly<Record<string, Variable>> {
  table ??= {
    ...uriVariables(),
    ...addressVariables(),
    ...identityVariables(),
    ...credentialVariables(),
    ...headerVariables(),
    'hfl()': headerItem,
    'hflc()': headerItemCount,
    ...contactVariables(),
    ...messageVariables(),
    ...bodyPartVariables(),
    ...connectionVariables(),
    ...branchVariables(),
    ...serverVariables(),
    ...viaVariables(),
    ...scriptVariables(),
  };
  return table;
}
