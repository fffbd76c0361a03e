import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { nearestName } from '../../nearestName.js';
import { exclusiveReporters, type ReporterName, reporters } from '../../report/checks/reporters.js';
import type { Shard } from '../../suite/plan/chooseChecks.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { jobCount } from '../arguments/serverArguments.js';
import { UsageError } from '../arguments/usageError.js';

/** What the options of `sipexec test` ask for. */
export interface TestArguments {
  readonly files: readonly string[];
  readonly jobs: number;
  readonly repeat: number;
  readonly bail: boolean;
  readonly filter: string | undefined;
  readonly shard: Shard | undefined;
  readonly reports: readonly ReportWish[];
}

/** A reporter, and the file that it writes to; undefined: standard output. */
export interface ReportWish {
  readonly name: ReporterName;
  readonly file: string | undefined;
}

/** @throws UsageError */
export function testArguments(args: ParsedArguments): TestArguments {
  return {
    files: args.all('suite'),
    jobs: args.value('jobs') === undefined ? availableParallelism() : jobCount(args),
    repeat: repeatCount(args.value('repeat')),
    bail: args.flag('bail'),
    filter: args.value('filter'),
    shard: parseShard(args.value('shard')),
    reports: parseReports(args.flag('json') ? [...args.list('reporter'), 'json'] : args.list('reporter')),
  };
}

function repeatCount(text: string | undefined): number {
  if (text === undefined) return 1;
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--repeat ${text}: expected a whole number from 1`);
  return Number(text);
}

function parseShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > count)
    throw new UsageError(`--shard ${text}: expected i/n, as in 1/3, with i from 1 to n`);
  return { index, count };
}

function parseReports(texts: readonly string[]): ReportWish[] {
  if (texts.length === 0) return [{ name: 'readable', file: undefined }];
  const wishes = texts.map(parseReport);
  const printed = wishes.filter(({ file }) => file === undefined);
  const exclusive = printed.find(({ name }) => exclusiveReporters.includes(name));
  if (exclusive !== undefined && printed.length > 1) {
    throw new UsageError(
      `--reporter ${exclusive.name} wants standard output for itself: give another reporter a file, as in ${exclusive.name}=report`,
    );
  }
  const files = wishes.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]));
  const twice = files.find((file, i) => files.indexOf(file) < i);
  if (twice !== undefined) throw new UsageError(`two reporters cannot both write to ${relative('.', twice)}`);
  return wishes;
}

function parseReport(text: string): ReportWish {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const file = equals === -1 ? undefined : text.slice(equals + 1);
  if (!Object.hasOwn(reporters, name)) {
    const names = Object.keys(reporters);
    const nearest = nearestName(name, names);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    throw new UsageError(`--reporter cannot be "${name}": it is one of ${names.join(', ')}${hint}`);
  }
  if (file === '') throw new UsageError(`--reporter ${text}: the file's name is missing`);
  return { name: name as ReporterName, file };
}
