import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { SipexecError } from '../../errors.js';
import { readBounded } from '../../readBounded.js';
import { type SuiteProblem, suitePlaceText } from '../../suite/problems.js';
import { YamlSource } from '../../suite/yaml/yamlSource.js';
import { YamlValue } from '../../suite/yaml/yamlValue.js';
import { systemReason } from '../../systemReason.js';
import { type OptionSpec, settingOptions } from '../arguments/optionTable.js';

/** One option that a project file gives, as the command line would have it. */
export interface Setting {
  readonly option: string;
  readonly value: string | true | readonly string[];
  /** File, line and column of its key. */
  readonly place: string;
}

/** A `.sipexec.yaml` that cannot be used. */
class ProjectFileError extends SipexecError {}

/** Nobody writes more into such a file; what has more is another one. */
const maxBytes = 256 * 1024;

/** Reads a project file. @throws ProjectFileError: one line, with the place */
export function readProjectFile(path: string): Setting[] {
  const shown = relative(process.cwd(), path);
  const source = new YamlSource(shown, textOf(path, shown));
  const problems: SuiteProblem[] = [...source.problems];
  if (problems.length === 0) {
    if (source.document.contents === null) return [];
    const root = new YamlValue({ source, problems }, source.document.contents, source.placeOf(0));
    const names = settingOptions.map(({ name }) => name);
    const settings = [...(root.keyed(shown, names, /^x-/) ?? [])].flatMap(([name, value]) => {
      const option = settingOptions.find((one) => one.name === name) as OptionSpec;
      const read = inFolder(dirname(path), option, settingOf(option, value));
      return read === undefined ? [] : [{ option: name, value: read, place: suitePlaceText(value.place) }];
    });
    if (problems.length === 0) return settings;
  }
  const [{ message, place }] = problems as [SuiteProblem];
  throw new ProjectFileError(`${place === undefined ? shown : suitePlaceText(place)}: ${message}`);
}

function textOf(path: string, shown: string): string {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw new ProjectFileError(`${shown}: not a file`);
    if (status.size > maxBytes)
      throw new ProjectFileError(`${shown}: ${status.size} bytes; at most ${maxBytes} are read`);
    return readBounded(path).toString('utf8');
  } catch (error) {
    if (error instanceof ProjectFileError) throw error;
    throw new ProjectFileError(`cannot read ${shown}: ${systemReason(error)}`);
  }
}

/** A file that a setting names, from the folder of the file that has the setting. */
function inFolder(folder: string, { names }: OptionSpec, value: Setting['value'] | undefined): typeof value {
  if (names === undefined || typeof value !== 'string') return value;
  return names === 'file' || value.includes('/') ? resolve(folder, value) : value;
}

function settingOf(
  { name, kind, bare, choices }: OptionSpec,
  value: YamlValue,
): Setting['value'] | undefined {
  if (kind === 'flag') return value.truth(name) === true ? true : undefined;
  if (kind === 'list') {
    return value.entries(name)?.flatMap(({ key, value: item }) => {
      const text = item.text(key);
      return text === undefined ? [] : [`${key}=${text}`];
    });
  }
  if (bare !== undefined && value.isTruth) return value.truth(name) === true ? bare.on : bare.off;
  return choices === undefined ? value.filledText(name) : value.choice(name, choices);
}
