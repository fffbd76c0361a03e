import { Document } from 'yaml';
import { shellWord } from '../../exec/process/shellQuote.js';
import { bytesOf } from '../../rawWords.js';
import type { RecordedCase } from './caseOfRecording.js';

/** A recorded call, and the name that its case has. */
export interface NamedCase extends RecordedCase {
  readonly name: string;
  /** Path of its message from the suite's folder; undefined: a neutral request stands for it. */
  readonly file: string | undefined;
}

/** The text of a suite of recorded calls, whose cases expect nothing yet. What all have alike is said once. */
export function recordedSuiteText(file: string, server: string, cases: readonly NamedCase[]): string {
  const env = commonEnvironment(cases);
  const commands = new Set(cases.map((one) => JSON.stringify([functionKey(one), one.command])));
  const [first] = cases;
  const common = commands.size === 1 && first !== undefined ? { [functionKey(first)]: first.command } : {};
  const content = {
    server,
    inherit: false,
    ...(env.size === 0 ? {} : { env: Object.fromEntries(env) }),
    ...(commands.size === 1 ? { defaults: common } : {}),
    cases: cases.map((one) => {
      const own = [...one.env].filter(([name]) => !env.has(name));
      return {
        name: one.name,
        message:
          one.file === undefined
            ? { ruri: 'sip:nobody@example.invalid' }
            : { file: one.file, format: 'message' },
        ...(commands.size === 1 ? {} : { [functionKey(one)]: one.command }),
        ...one.state,
        ...(own.length === 0 ? {} : { env: Object.fromEntries(own) }),
        ...(one.durationMs > 10_000 ? { timeout: Math.ceil((one.durationMs * 3) / 1000) } : {}),
      };
    }),
  };
  const document = new Document(content, { aliasDuplicateObjects: false });
  document.commentBefore = ` What recorded calls came to on the server.\n Run it with: sipexec test ${shellWord(bytesOf(file))}`;
  return document.toString({ lineWidth: 0 });
}

/** The variables that all cases have with the same value. */
function commonEnvironment(cases: readonly NamedCase[]): Map<string, string> {
  const [first, ...others] = cases;
  return new Map(
    [...(first?.env ?? [])].filter(([name, value]) => others.every(({ env }) => env.get(name) === value)),
  );
}

/** `avp` is also the key of the script's AVPs. */
function functionKey({ function: name, state }: RecordedCase): string {
  return name === 'avp' && 'avp' in state ? 'exec_avp' : name;
}
