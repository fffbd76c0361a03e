import { type Place, SipexecError } from '../errors.js';

/** The input is no SIP message at all. */
export class NotSipError extends SipexecError {
  constructor(reason: string, place: Place) {
    super(`not a SIP message: ${reason}`, place);
  }
}

/** No server has this id; `nearest` is the one that was probably meant, where the product was misspelt. */
export class UnknownServerError extends SipexecError {
  constructor(
    readonly given: string,
    readonly nearest: string | undefined,
    /** The versions that there are. */
    versions = '--server list shows all',
  ) {
    const hint = nearest === undefined ? versions : `did you mean ${nearest}?`;
    super(`unknown server '${given}'; ${hint}`);
  }
}
