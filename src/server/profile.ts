import type { MethodRules } from '../sip/firstLine/methodRules.js';
import type { HeaderKind } from '../sip/headerKind.js';
import type { AddressRules } from '../sip/headers/address/addressRules.js';
import type { ContactRules } from '../sip/headers/contact/contactRules.js';
import type { ContentLengthRules } from '../sip/headers/contentLengthRules.js';
import type { CredentialRules } from '../sip/headers/credentialRules.js';
import type { ViaRules } from '../sip/headers/via/viaRules.js';
import type { UriRules } from '../sip/uri/uriRules.js';
import type { EnvironmentRules } from './rules/environment.js';
import type { HeaderRules } from './rules/headers.js';
import type { IdentityRules } from './rules/identity.js';
import type { PseudoVariableRules } from './rules/pseudoVariables.js';
import type { ReceptionRules } from './rules/reception.js';
import type { RunningRules } from './rules/running.js';
import type {
  KamailioTransformationRules,
  OpensipsTransformationRules,
  TransformationRules,
} from './rules/transformations.js';

/** The exec functions of a routing script. */
export type ExecFunction = 'exec_dset' | 'exec_msg' | 'exec_avp' | 'exec_cmd' | 'exec';

export type ServerFamily = 'documented' | 'openser' | 'opensips' | 'kamailio';

/**
 * What a server does, as data. Every difference between servers is a rule here, described in the table that its group's
 * type is made of, and is read in one place.
 */
export interface ServerProfile {
  /** As `--server` takes it. */
  readonly id: string;
  /** Name and version for people. */
  readonly title: string;
  /** The id of the measured server whose rules these are, where this one was not measured itself. */
  readonly standsFor?: string;
  readonly family: ServerFamily;
  readonly functions: readonly ExecFunction[];
  readonly reception: ReceptionRules;
  readonly method: MethodRules;
  readonly headers: HeaderRules;
  readonly uri: UriRules;
  readonly contentLength: ContentLengthRules;
  readonly via: ViaRules;
  readonly to: AddressRules;
  readonly from: AddressRules;
  readonly contact: ContactRules;
  readonly credentials: CredentialRules;
  /** The headers that name somebody and are not taken as From is. */
  readonly identities: Readonly<Partial<Record<HeaderKind, IdentityRules>>>;
  readonly environment: EnvironmentRules;
  readonly pseudoVariables: PseudoVariableRules;
  readonly transformations: TransformationRules;
  /** Where the transformations are Kamailio's. */
  readonly kamailioTransformations?: KamailioTransformationRules;
  /** Where the transformations are those of OpenSIPS. */
  readonly opensipsTransformations?: OpensipsTransformationRules;
  readonly running: RunningRules;
}
