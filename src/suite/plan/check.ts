import type { ExecResult } from '../../exec/execResult.js';
import type { MessageSource, SuiteCase } from '../suite.js';

/** A request that a check runs on. */
export interface CheckMessage {
  /** Its number in its input, from 1. */
  readonly index: number;
  /** Method and URI. */
  readonly summary: { readonly method?: string; readonly uri?: string };
}

/** The working folder of one run, and what it adds to the daemon's environment. */
export interface RunPlace {
  readonly workingFolder: string;
  readonly environment: ReadonlyMap<string, string>;
}

/** Makes calls: what a suite needs of the program around it. */
export interface CheckCaller<Message extends CheckMessage = CheckMessage> {
  /** The requests of a source, selected. @throws SipexecError where it cannot be read */
  requests(source: MessageSource, folder: string): Promise<readonly Message[]>;
  /** Gets the call of a case ready. @throws SipexecError where it can never run: no such function, pseudo-variable, … */
  prepare(
    suiteCase: SuiteCase,
    server: string,
  ): Promise<(message: Message, place: RunPlace) => Promise<ExecResult>>;
}

/** One case for one message and one server: what is run, judged and reported. */
export interface Check {
  /** The case's name, with message and server where the case has several; unique within its file. */
  readonly title: string;
  readonly case: SuiteCase;
  readonly server: string;
  /** Absent for a case that is skipped. */
  readonly message?: CheckMessage;
  /** What a shell can be given to run this very check without the suite. */
  readonly byHand: string;
  /** @throws SipexecError */
  run(place: RunPlace): Promise<ExecResult>;
}
