import { SipexecError } from '../../errors.js';

/** No request can be made of this: `field` is the one at fault, as `RequestFields` calls it, or `request`. */
export class ComposeError extends SipexecError {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}
