import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ReportContext, SuiteReporter } from '../../report/checks/reporter.js';
import { exclusiveReporters, type ReporterName, reporters } from '../../report/checks/reporters.js';
import type { Check } from '../../suite/plan/check.js';
import type { CheckResult, SuiteSummary } from '../../suite/run/checkResult.js';
import { writeWhole, writing } from '../../writeWhole.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { type GithubActions, githubActions } from '../githubActions.js';
import { styleFor } from '../output/style.js';
import type { ReportWish } from './testArguments.js';

/** Writes all the reports of one run: to standard output as they grow, to files at the end. */
export class Reports {
  private readonly io: CommandIo;
  private readonly reports: readonly {
    readonly reporter: SuiteReporter;
    readonly target: ReportTarget;
    text: string;
  }[];

  static async create(wishes: readonly ReportWish[], args: ParsedArguments, io: CommandIo): Promise<Reports> {
    const github = githubActions(io);
    const { name, error, heading, faint } = await styleFor(io.stdout, args.value('color'), io.environment);
    const context: ReportContext = {
      style: { pass: name, fail: error, heading, faint },
      isQuiet: args.flag('quiet'),
      startedAt: new Date(),
      hostName: hostname(),
      version: io.version,
      pathFromRoot: github?.pathFromRoot ?? ((file) => file),
    };
    return new Reports(io, [...wishes.map(targeted), ...ofGithub(wishes, github)], context);
  }

  private constructor(io: CommandIo, wishes: readonly TargetedReport[], context: ReportContext) {
    this.io = io;
    this.reports = wishes.map(({ name, target }) => ({
      reporter: reporters[name](context),
      target,
      text: '',
    }));
  }

  begin(checks: readonly Check[]): void {
    this.write((reporter) => reporter.begin(checks));
  }

  result(result: CheckResult): void {
    this.write((reporter) => reporter.result(result));
  }

  /** @throws WriteError */
  end(results: readonly CheckResult[], summary: SuiteSummary): void {
    this.write((reporter) => reporter.end(results, summary));
    for (const { target, text } of this.reports) {
      if (typeof target === 'string') continue;
      const { file } = target;
      const write = target.how === 'append' ? appendFileSync : writeWhole;
      writing(file, () => write(file, text));
    }
  }

  private write(textOf: (reporter: SuiteReporter) => string): void {
    for (const report of this.reports) {
      const text = textOf(report.reporter);
      if (typeof report.target === 'string') this.io[report.target].write(text);
      else report.text += text;
    }
    this.io.stdout.flush();
    this.io.stderr.flush();
  }
}

/** Where a report goes. */
type ReportTarget = 'stdout' | 'stderr' | { readonly file: string; readonly how: 'write' | 'append' };

interface TargetedReport {
  readonly name: ReporterName;
  readonly target: ReportTarget;
}

function targeted({ name, file }: ReportWish): TargetedReport {
  return { name, target: file === undefined ? 'stdout' : { file, how: 'write' } };
}

/** In GitHub Actions annotations and the step's summary come by themselves, where nobody asked for them. */
function ofGithub(wishes: readonly ReportWish[], github: GithubActions | undefined): TargetedReport[] {
  if (github === undefined) return [];
  const wants = (wanted: ReporterName) => wishes.some(({ name }) => name === wanted);
  // A program may read standard output; GitHub reads both.
  const isOfPrograms = wishes.some(
    ({ name, file }) => file === undefined && exclusiveReporters.includes(name),
  );
  const { summaryFile } = github;
  return [
    ...(wants('github') ? [] : [{ name: 'github', target: isOfPrograms ? 'stderr' : 'stdout' } as const]),
    ...(summaryFile === undefined || wants('markdown')
      ? []
      : [{ name: 'markdown', target: { file: summaryFile, how: 'append' } } as const]),
  ];
}
