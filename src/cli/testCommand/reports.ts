import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { SipexecError } from '../../errors.js';
import type { ReportContext, SuiteReporter } from '../../report/checks/reporter.js';
import { reporters } from '../../report/checks/reporters.js';
import type { Check } from '../../suite/plan/check.js';
import type { CheckResult, SuiteSummary } from '../../suite/run/checkResult.js';
import { systemReason } from '../../systemReason.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { styleFor } from '../output/style.js';
import type { ReportWish } from './testArguments.js';

/** A report cannot be written. */
class ReportError extends SipexecError {}

/** Writes all the reports of one run: to standard output as they grow, to files at the end. */
export class Reports {
  private readonly io: CommandIo;
  private readonly reports: readonly {
    readonly reporter: SuiteReporter;
    readonly file: string | undefined;
    text: string;
  }[];

  static async create(wishes: readonly ReportWish[], args: ParsedArguments, io: CommandIo): Promise<Reports> {
    const { name, error, heading, faint } = await styleFor(io.stdout, args.value('color'), io.environment);
    const context: ReportContext = {
      style: { pass: name, fail: error, heading, faint },
      isQuiet: args.flag('quiet'),
      startedAt: new Date(),
      hostName: hostname(),
      version: io.version,
    };
    return new Reports(io, wishes, context);
  }

  private constructor(io: CommandIo, wishes: readonly ReportWish[], context: ReportContext) {
    this.io = io;
    this.reports = wishes.map(({ name, file }) => ({ reporter: reporters[name](context), file, text: '' }));
  }

  begin(checks: readonly Check[]): void {
    this.write((reporter) => reporter.begin(checks));
  }

  result(result: CheckResult): void {
    this.write((reporter) => reporter.result(result));
  }

  /** @throws ReportError */
  end(results: readonly CheckResult[], summary: SuiteSummary): void {
    this.write((reporter) => reporter.end(results, summary));
    for (const { file, text } of this.reports) {
      if (file === undefined) continue;
      try {
        writeFileSync(file, text);
      } catch (error) {
        throw new ReportError(`cannot write ${file}: ${systemReason(error, 'make-file')}`);
      }
    }
  }

  private write(textOf: (reporter: SuiteReporter) => string): void {
    for (const report of this.reports) {
      const text = textOf(report.reporter);
      if (report.file === undefined) this.io.stdout.write(text);
      else report.text += text;
    }
    this.io.stdout.flush();
  }
}
