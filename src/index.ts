export { type Place, SipexecError } from './errors.js';
export type { Endpoint, Transport } from './sip/endpoint.js';
export type { Warning } from './warnings.js';
