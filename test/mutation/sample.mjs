// A plugin of Stryker's that leaves out all faults but a sample. The same ones are in it each time: what is chosen
// follows from the fault and its line alone, so that a change elsewhere chooses no others.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const SEED = 'sipexec';

class SampleChecker {
  percent = Number(process.env.MUTATION_SAMPLE);
  sources = new Map();

  async init() {}

  async check(mutants) {
    // Of what a checker can answer, a compile error alone does not count in the figure.
    const leftOut = { status: CheckStatus.CompileError, reason: 'not in the sample' };
    const passed = { status: CheckStatus.Passed };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.isChosen(mutant) ? passed : leftOut]));
  }

  isChosen({ fileName, location, mutatorName, replacement }) {
    const line = this.linesOf(fileName)[location.start.line] ?? '';
    const file = fileName.split('/src/').at(-1);
    const key = [SEED, file, line.trim(), location.start.column, mutatorName, replacement].join('\n');
    return createHash('md5').update(key).digest().readUInt32BE(0) % 100 < this.percent;
  }

  linesOf(fileName) {
    const lines = this.sources.get(fileName) ?? readFileSync(fileName, 'utf8').split('\n');
    this.sources.set(fileName, lines);
    return lines;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
