import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { SipexecError } from '../../errors.js';
import { planChecks } from '../../suite/plan/planChecks.js';
import { readSuites } from '../../suite/read/readSuites.js';
import type { CheckResult } from '../../suite/run/checkResult.js';
import { runChecks } from '../../suite/run/runChecks.js';
import { SuiteCaller } from '../../suite/run/suiteCaller.js';
import { systemReason } from '../../systemReason.js';
import { writeNew, writing } from '../../writeWhole.js';
import type { CommandIo } from '../commandIo.js';

/** The suite cannot be written. */
export class InitError extends SipexecError {}

/** @throws InitError where a suite of this name is there already */
export function mustBeNew(file: string): void {
  if (existsSync(file)) throw new InitError(`${file} exists already; --update renews its expectations`);
}

/** The folder beside a suite that holds messages which are in no other file: `first-messages` for `first.yaml`. */
export class MessageFolder {
  private readonly folder: string;
  private readonly name: string;

  /** @throws InitError where it is there already, or cannot be made */
  constructor(suite: string) {
    this.name = `${basename(suite, extname(suite))}-messages`;
    this.folder = join(dirname(suite), this.name);
    if (existsSync(this.folder)) throw new InitError(`${this.folder} exists already: name another suite`);
    try {
      mkdirSync(this.folder, { recursive: true });
    } catch (error) {
      throw new InitError(`cannot make ${this.folder}: ${systemReason(error, 'make-file')}`);
    }
  }

  /** Writes a message. In: its number. Out: its path from the suite's folder. @throws WriteError */
  add(index: number, message: Buffer): string {
    const path = join(this.folder, `${index}.sip`);
    writing(path, () => writeNew(path, message));
    return `${this.name}/${index}.sip`;
  }
}

/** Runs the checks of a suite that is not written yet, one after the other. In: its name, for paths; its text. */
export async function runNew(file: string, text: string, io: CommandIo): Promise<CheckResult[]> {
  const caller = new SuiteCaller(io);
  try {
    const checks = await planChecks(
      readSuites([file], () => Buffer.from(text)),
      caller,
      'accepted',
    );
    return await runChecks(checks, {
      jobs: 1,
      repeat: 1,
      bail: false,
      cancel: io.interrupt,
      folders: caller.folders,
      onResult: () => {},
    });
  } finally {
    caller.close();
  }
}
