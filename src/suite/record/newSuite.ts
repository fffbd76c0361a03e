import { Document } from 'yaml';
import { shellWord } from '../../exec/process/shellQuote.js';
import { bytesOf } from '../../rawWords.js';
import type { CaseFunction } from '../suite.js';

/** A request that a new suite gets a case for. */
export interface NewCase {
  readonly name: string;
  /** Path from the suite's folder. */
  readonly file: string;
  /** Its number in the file; undefined where it is the only request there. */
  readonly index: number | undefined;
  /** Keys of the server's state that only this case has. */
  readonly state?: Readonly<Record<string, unknown>>;
}

/** What a new suite is about. */
export interface NewSuite {
  /** The suite's own name, as the user gave it. */
  readonly file: string;
  readonly function: CaseFunction;
  readonly command: string;
  readonly server: string;
  /** Keys of the server's state, as a case has them. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly cases: readonly NewCase[];
}

/** The text of a suite whose cases expect nothing yet. */
export function newSuiteText(suite: NewSuite): string {
  const document = new Document({
    server: suite.server,
    ...(Object.keys(suite.env).length === 0 ? {} : { env: suite.env }),
    defaults: { [functionKey(suite)]: suite.command, ...suite.state },
    cases: uniqueNames(suite.cases).map(({ name, file, index, state }) => ({
      name,
      message: index === undefined ? file : { file, n: index },
      ...state,
    })),
  });
  document.commentBefore = ` What the command did when this suite was written: check that it is right.\n Run it with: sipexec test ${shellWord(bytesOf(suite.file))}`;
  return document.toString({ lineWidth: 0 });
}

/** `avp` is also the key of the script's AVPs. */
function functionKey({ function: name, state }: NewSuite): string {
  return name === 'avp' && 'avp' in state ? 'exec_avp' : name;
}

function uniqueNames(cases: readonly NewCase[]): NewCase[] {
  const count = new Map<string, number>();
  for (const { name } of cases) count.set(name, (count.get(name) ?? 0) + 1);
  return cases.map((newCase) => {
    const { name, file, index } = newCase;
    if (count.get(name) === 1) return newCase;
    return { ...newCase, name: `${name} (${file}${index === undefined ? '' : ` #${index}`})` };
  });
}
