// The rows of the bench: printed with their goals and with what they were in earlier runs, and kept for later ones.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { root } from './measure.mjs';

const COMPARED_RUNS = 5;

/** What was measured, and on what; two runs are compared where the machine and the version of Node are the same. */
export class Rows {
  #file;
  #machine = `${cpus()[0]?.model ?? 'unknown'} x ${availableParallelism()}, Node ${process.versions.node.split('.')[0]}`;
  #earlier;
  #ratios = {};
  #missed = [];

  /** In: the file of earlier runs, a line of JSON each; it need not be there. */
  constructor(file) {
    this.#file = file;
    this.#earlier = existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
          .filter(({ machine }) => machine === this.#machine)
      : [];
  }

  /** Prints a row. In: its name, its value; `most` or `least`: the goal; `detail`: how it was measured. */
  add({ name, value, most, least, detail, digits = 2 }) {
    this.#ratios[name] = Number(value.toPrecision(4));
    const holds = (most === undefined || value <= most) && (least === undefined || value >= least);
    if (!holds) this.#missed.push(name);
    const goal = most === undefined ? least : most;
    const verdict =
      goal === undefined
        ? ''
        : `; goal: at ${most === undefined ? 'least' : 'most'} ${goal}, ${holds ? 'holds' : 'missed'}`;
    const about = detail === undefined ? '' : ` (${detail})`;
    console.log(`  ${name}: ${value.toFixed(digits)}${about}${verdict}${this.#change(name, value, digits)}`);
  }

  #change(name, value, digits) {
    const before = this.#earlier
      .flatMap(({ ratios }) => (name in ratios ? [ratios[name]] : []))
      .slice(-COMPARED_RUNS)
      .sort((a, b) => a - b);
    if (before.length === 0) return '';
    const usual = before[Math.floor(before.length / 2)];
    const percent = Math.round((value / usual - 1) * 100);
    const runs = before.length === 1 ? 'the last run' : `the last ${before.length} runs`;
    return `; ${percent > 0 ? '+' : ''}${percent} % against ${usual.toFixed(digits)} in ${runs}`;
  }

  /** Writes this run behind the earlier ones, and says which goals were missed. */
  finish() {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    let commit = 'unknown';
    try {
      commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' changed');
    } catch {
      // Not a clone: the package itself has no commit.
    }
    const run = {
      time: new Date().toISOString(),
      commit,
      machine: this.#machine,
      load: Number((loadavg()[0] ?? 0).toFixed(1)),
      ratios: this.#ratios,
    };
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify(run)}\n`);
    const { length } = Object.keys(this.#ratios);
    console.log(`\n${length} rows, load ${run.load}; kept in ${this.#file}`);
    if (this.#missed.length > 0) console.log(`goals missed: ${this.#missed.join('; ')}`);
  }
}
