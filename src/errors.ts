/** Where in an input something is: the file's name as the user gave it, the line (from 1), the byte (from 0). */
export interface Place {
  readonly input?: string;
  readonly line?: number;
  readonly offsetBytes?: number;
}

/**
 * What sipexec reports to its user as one line on standard error. Every error class of the project extends
 * it; anything else that is thrown is a defect of the program.
 *
 * `message` says what and why, without the place; `place` is set where the error belongs to a line of an input.
 */
export class SipexecError extends Error {
  readonly place: Place | undefined;

  constructor(message: string, place?: Place) {
    super(message);
    this.name = new.target.name;
    this.place = place;
  }
}
