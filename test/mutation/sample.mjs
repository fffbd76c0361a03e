// A plugin of Stryker's that leaves out faults: all but a sample, or all but those that the tests so far have not
// noticed. The same sample is drawn each time: what is chosen follows from the seed, the fault and its line alone, so
// that a change elsewhere chooses no others.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { faultKey } from './fault.mjs';

class SampleChecker {
  percent = Number(process.env.MUTATION_SAMPLE);
  seed = process.env.MUTATION_SEED;
  only = process.env.MUTATION_ONLY && new Set(JSON.parse(readFileSync(process.env.MUTATION_ONLY, 'utf8')));
  sources = new Map();

  async init() {}

  async check(mutants) {
    // Of what a checker can answer, a compile error alone does not count in the figure.
    const leftOut = { status: CheckStatus.CompileError, reason: 'left out' };
    const passed = { status: CheckStatus.Passed };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.isChosen(mutant) ? passed : leftOut]));
  }

  isChosen(mutant) {
    const { fileName, location } = mutant;
    const file = relative(process.env.MUTATION_ROOT, fileName);
    const key = faultKey(file, this.linesOf(fileName), location.start, mutant);
    if (this.only) return this.only.has(key);
    const hash = createHash('md5').update(`${this.seed}\n${key}`).digest().readUInt32BE(0);
    return hash % 100 < this.percent;
  }

  linesOf(fileName) {
    const lines = this.sources.get(fileName) ?? readFileSync(fileName, 'utf8').split('\n');
    this.sources.set(fileName, lines);
    return lines;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
