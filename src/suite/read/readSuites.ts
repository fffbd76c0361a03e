import { dirname, join, normalize, resolve } from 'node:path';
import { readBounded } from '../../readBounded.js';
import { SuiteError, type SuitePlace, type SuiteProblem, suitePlaceText } from '../problems.js';
import type { Suite, SuiteCase } from '../suite.js';
import { YamlSource } from '../yaml/yamlSource.js';
import { YamlValue } from '../yaml/yamlValue.js';
import { type CaseKey, suiteKeys } from './caseKeys.js';
import { type Layer, readDefaults } from './caseReader.js';
import { readCases } from './readCases.js';
import { readText } from './readText.js';

/**
 * Reads suites and all that they include, each file once.
 * In: files as the user named them; what reads a file's bytes. Out: the suites in order, an included one before the one
 * that includes it.
 * @throws SuiteError with every problem of every file
 */
export function readSuites(
  files: readonly string[],
  readBytes: (file: string) => Uint8Array = readBounded,
): Suite[] {
  const reading = new SuiteReading(readBytes);
  for (const file of files) reading.read(file, [], undefined);
  if (reading.problems.length > 0) throw new SuiteError(reading.problems);
  return reading.suites;
}

/** Keys of the suite's author, a place for anchors. */
const OWN_KEY = /^x-/;

class SuiteReading {
  readonly suites: Suite[] = [];
  readonly problems: SuiteProblem[] = [];
  private readonly done = new Set<string>();

  constructor(private readonly readBytes: (file: string) => Uint8Array) {}

  /** @param includedBy the files that led to this one, outermost first */
  read(file: string, includedBy: readonly string[], place: SuitePlace | undefined): void {
    const path = resolve(file);
    if (includedBy.includes(path)) {
      this.problems.push({ message: `the suite includes itself: ${file}`, place });
      return;
    }
    if (this.done.has(path)) return;
    this.done.add(path);
    const text = readText(file, this.readBytes);
    if (typeof text !== 'string') {
      this.problems.push({ message: `cannot read ${file}: ${text.reason}`, place });
      return;
    }
    const source = new YamlSource(file, text);
    if (source.problems.length > 0) this.problems.push(...source.problems);
    else this.readSuite(file, source, [...includedBy, path]);
  }

  private readSuite(file: string, source: YamlSource, includedBy: readonly string[]): void {
    const start = source.placeOf(0);
    const root = new YamlValue({ source, problems: this.problems }, source.document.contents, start);
    if (source.document.contents === null) {
      root.fail('the suite is empty');
      return;
    }
    const keys = root.keyed('a suite', suiteKeys, OWN_KEY);
    if (keys === undefined) return;
    keys.get('description')?.text('description');
    const folder = dirname(file);
    const includes = keys.get('include')?.oneOrMore('include') ?? [];
    for (const item of includes) {
      const included = item.filledText('include');
      if (included !== undefined) this.read(normalize(join(folder, included)), includedBy, item.place);
    }
    const common = new Map(
      [...keys].filter(([key]) => !['description', 'include', 'watch', 'defaults', 'cases'].includes(key)),
    );
    const defaults = keys.get('defaults');
    const layers = [
      common as Layer,
      defaults === undefined ? new Map<CaseKey, YamlValue>() : readDefaults(defaults),
    ];
    const items = keys.get('cases')?.items('cases');
    if (items?.length === 0 || (items === undefined && includes.length === 0 && !keys.has('cases'))) {
      (keys.get('cases') ?? root).fail('the suite has no cases: nothing would run');
    }
    const read = (items ?? []).map((item) => readCases(item, layers, { file, folder }, this.readBytes));
    const watch = keys.get('watch')?.oneOrMore('watch') ?? [];
    const cases = read.flatMap((found) => found.cases);
    this.checkNames(cases);
    this.suites.push({
      file,
      folder,
      cases,
      data: [
        ...watch.flatMap((item) => item.filledText('watch') ?? []),
        ...read.flatMap(({ table }) => table ?? []),
      ],
    });
  }

  /** A name is how reports, `--filter` and `--update` tell a case from another. */
  private checkNames(cases: readonly SuiteCase[]): void {
    const seen = new Map<string, SuitePlace>();
    for (const { name, place } of cases) {
      const before = seen.get(name);
      if (before === undefined) seen.set(name, place);
      else {
        const message = `a second case named "${name}"; the first is at ${suitePlaceText(before)}`;
        this.problems.push({ message, place });
      }
    }
  }
}
