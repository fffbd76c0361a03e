import { methodRules } from '../../sip/firstLine/methodRules.js';
import { addressRules } from '../../sip/headers/address/addressRules.js';
import { contactRules } from '../../sip/headers/contact/contactRules.js';
import { contentLengthRules } from '../../sip/headers/contentLengthRules.js';
import { credentialRules } from '../../sip/headers/credentialRules.js';
import { viaRules } from '../../sip/headers/via/viaRules.js';
import type { RuleTable } from '../../sip/rules.js';
import { uriRules } from '../../sip/uri/uriRules.js';
import type { ServerProfile } from '../profile.js';
import { environmentRules } from './environment.js';
import { headerRules } from './headers.js';
import { identityRules } from './identity.js';
import { pseudoVariableRules } from './pseudoVariables.js';
import { receptionRules } from './reception.js';
import { runningRules } from './running.js';
import {
  kamailioTransformationRules,
  opensipsTransformationRules,
  transformationRules,
} from './transformations.js';

/** The groups of rules that a profile has. */
export type RuleGroup = Exclude<keyof ServerProfile, 'id' | 'title' | 'standsFor' | 'family' | 'functions'>;

/** All rules of a profile by their groups, in the order in which a message meets them. */
export const ruleGroups = {
  reception: { title: 'Before the script', rules: receptionRules },
  method: { title: 'Methods', rules: methodRules },
  headers: { title: 'Header fields', rules: headerRules },
  via: { title: 'Via', rules: viaRules },
  to: { title: 'To', rules: addressRules },
  from: { title: 'From', rules: addressRules },
  contentLength: { title: 'Content-Length', rules: contentLengthRules },
  contact: { title: 'Contact, Route and Record-Route', rules: contactRules },
  identities: { title: 'Identities', rules: identityRules },
  credentials: { title: 'Credentials', rules: credentialRules },
  uri: { title: 'URIs', rules: uriRules },
  environment: { title: 'The environment', rules: environmentRules },
  pseudoVariables: { title: 'Pseudo-variables', rules: pseudoVariableRules },
  transformations: { title: 'Transformations', rules: transformationRules },
  kamailioTransformations: { title: 'Transformations of Kamailio', rules: kamailioTransformationRules },
  opensipsTransformations: { title: 'Transformations of OpenSIPS', rules: opensipsTransformationRules },
  running: { title: 'Running the command', rules: runningRules },
} as const satisfies Record<RuleGroup, { readonly title: string; readonly rules: RuleTable }>;
