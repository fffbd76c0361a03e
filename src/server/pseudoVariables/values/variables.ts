import type { Variable } from '../context.js';
import { addressVariables } from './addresses.js';
import { branchVariables } from './branches.js';
import { connectionVariables } from './connection.js';
import { contactVariables } from './contacts.js';
import { credentialVariables } from './credentials.js';
import { headerVariables } from './headers.js';
import { identityVariables } from './identities.js';
import { headerItem } from './listedHeaders.js';
import { messageVariables } from './messageParts.js';
import { scriptVariables } from './scriptVariables.js';
import { serverVariables } from './serverFacts.js';
import { uriVariables } from './uris.js';
import { viaVariables } from './viaParts.js';

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
    ...contactVariables(),
    ...messageVariables(),
    ...connectionVariables(),
    ...branchVariables(),
    ...serverVariables(),
    ...viaVariables(),
    ...scriptVariables(),
  };
  return table;
}
