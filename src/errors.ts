/** Where in an input something is: the file's name as the user gave it, the line (from 1), the byte (from 0). */
export interface Place {
  readonly input?: string;
  readonly line?: number;
  readonly offsetBytes?: number;
}

const BRAND = Symbol.for('sipexec.error');

/**
 * What sipexec reports to its user as one line on standard error. Every error class of the project extends
 * it; anything else that is thrown is a defect of the program.
 *
 * `message` says what and why, without the place; `place` is set where the error belongs to a line of an input.
 */
export class SipexecError extends Error {
  readonly place: Place | undefined;

  /** The program loads parts of itself from files of their own, each with its copy of this class: all are the same. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this, and are told apart as usual
    if (this !== SipexecError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  constructor(message: string, place?: Place) {
    super(message);
    this.name = new.target.name;
    this.place = place;
    Object.defineProperty(this, BRAND, { value: true });
  }
}
