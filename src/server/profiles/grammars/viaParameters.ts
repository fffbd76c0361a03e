import type { ViaParameterRules } from '../../../sip/headers/viaParameter.js';

/**
 * What all servers make of the parameters of a Via. `a` is short for `alias`; where the name breaks off after more of its
 * letters, their automata have no end for it but a `=`.
 */
export const viaParametersOfAll: Pick<ViaParameterRules, 'withValue' | 'withoutValue'> = {
  withValue: ['branch', 'ttl', 'maddr', 'received', 'i', 'al', 'ali', 'alia'],
  withoutValue: ['hidden', 'alias', 'a'],
};
