import { SipexecError } from '../../errors.js';

/** The command line itself is wrong. The message tells the way out, where there is one. */
export class UsageError extends SipexecError {}
