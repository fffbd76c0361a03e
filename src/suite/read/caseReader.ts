import { SipexecError } from '../../errors.js';
import { findServer } from '../../server/servers.js';
import type { SuitePlace } from '../problems.js';
import {
  type CaseCommand,
  type CaseFunction,
  type CaseOptions,
  caseFunctions,
  type DaemonEnvironment,
  type Placed,
  type SuiteCase,
} from '../suite.js';
import { commandWithColumns } from '../table/commandColumns.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { type CaseKey, defaultKeys } from './caseKeys.js';
import { readExpectations } from './expectReader.js';
import { readMessages } from './messageReader.js';
import { isOptionKey, readMilliseconds, readOption, withOptions } from './optionReader.js';

/** Keys with what each was given, the general first: the file's, the defaults', the case's own. */
export type Layer = ReadonlyMap<CaseKey, YamlValue>;

/** How long a command may run when the suite does not say. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** Reads `defaults`. */
export function readDefaults(value: YamlValue): Layer {
  return value.keyed('defaults', defaultKeys) ?? new Map();
}

/**
 * Reads one case upon what the file says for all of them. In: the case as a whole, for its place; its own keys; the layers
 * beneath. Maps (`env`, `var`, `avp`, `expect`) are joined key by key;
 * of everything else the nearest one counts.
 */
export function readCase(
  value: YamlValue,
  own: Layer,
  layers: readonly Layer[],
  file: { readonly file: string; readonly folder: string },
): SuiteCase | undefined {
  const all = [...layers, own];
  const nearest = (key: CaseKey) => all.findLast((layer) => layer.has(key))?.get(key);
  const given = (key: CaseKey) => all.flatMap((layer) => layer.get(key) ?? []);

  const name =
    own.get('name') === undefined ? value.fail('a case needs a name') : own.get('name')?.filledText('name');
  const call = readCall(value, all);
  const message = nearest('message');
  const messages =
    message === undefined ? value.fail('a case needs a message') : readMessages(message, name ?? '');
  const expect = new Map(given('expect').flatMap((item) => [...readExpectations(item)]));
  const servers = readServers(nearest('server'), value.place);
  const timeout = nearest('timeout');
  const isolate = nearest('isolate');
  const skip = readSkip(own.get('skip'));
  const rest = {
    options: readOptions(all),
    environment: readEnvironment(given('env'), nearest('inherit')),
    isolate: isolate === undefined ? undefined : readIsolate(isolate),
    timeoutMs: timeout === undefined ? DEFAULT_TIMEOUT_MS : (readMilliseconds(timeout, 'timeout') ?? 0),
  };
  if (name === undefined || call === undefined || messages === undefined) return undefined;
  const isServerNamed = nearest('server') !== undefined;
  return {
    ...file,
    name,
    place: value.place,
    skip,
    ...call,
    servers,
    isServerNamed,
    messages,
    ...rest,
    expect,
  };
}

/** The function and its command: of the nearest layer that names one. */
function readCall(
  value: YamlValue,
  layers: readonly Layer[],
): { function: CaseFunction; command: CaseCommand } | undefined {
  for (const layer of [...layers].reverse()) {
    const named = caseFunctions.flatMap((name) => {
      const short = layer.get(name);
      const full = name === 'exec' ? undefined : layer.get(`exec_${name}`);
      return [
        ...(short === undefined || short.isMap ? [] : [short]),
        ...(full === undefined ? [] : [full]),
      ].map((command) => ({ name, command }));
    });
    const [first, second] = named;
    if (second !== undefined) return second.command.fail('a case calls one function, and here is a second');
    if (first === undefined) continue;
    const text = readCommand(first.command, first.name);
    if (text === undefined) return undefined;
    const { place, commentBehind: comment } = first.command;
    return { function: first.name, command: { value: text, place, comment } };
  }
  return value.fail(`a case needs a function with its command: ${caseFunctions.join(', ')}`);
}

/** The values of a table's columns are data in a command, whatever they hold. */
function readCommand(value: YamlValue, name: CaseFunction): string | undefined {
  if (value.filledText(name) === undefined) return undefined;
  const parts = value.parts(name);
  if (parts === undefined) return undefined;
  const command = commandWithColumns(parts);
  if (typeof command === 'string') return command;
  return value.fail(
    `{{${command.column}}} stands ${command.where}, where no quoting keeps it data; hand it over with env: { NAME: '{{${command.column}}}' } and write "$$NAME"`,
  );
}

/** In a table, a row whose column says nothing is not skipped. */
function readSkip(value: YamlValue | undefined): string | undefined {
  if (value?.hasColumns && value.text('skip')?.trim() === '') return undefined;
  return value?.filledText('skip');
}

function readOptions(layers: readonly Layer[]): CaseOptions {
  let options: CaseOptions = {};
  for (const layer of layers) {
    for (const [key, value] of layer) {
      // Without a map, `avp` is the function.
      if (!isOptionKey(key) || (key === 'avp' && !value.isMap)) continue;
      options = withOptions(options, readOption(key, value));
    }
  }
  return options;
}

function readServers(value: YamlValue | undefined, place: SuitePlace): Placed<string>[] {
  if (value === undefined) return [{ value: 'documented', place }];
  const items = value.oneOrMore('server') ?? [];
  if (value.isList && items.length === 0) value.fail('server is an empty list: there is nothing to run as');
  return items.flatMap((item) => {
    const text = item.filledText('server');
    if (text === undefined) return [];
    try {
      return [{ value: findServer(text).id, place: item.place }];
    } catch (error) {
      if (!(error instanceof SipexecError)) throw error;
      item.fail(error.message);
      return [];
    }
  });
}

function readEnvironment(layers: readonly YamlValue[], inherit: YamlValue | undefined): DaemonEnvironment {
  const set = new Map<string, string>();
  for (const layer of layers) {
    for (const { key, value } of layer.entries('env') ?? []) {
      const text = value.text(key);
      if (key === '' || /[=\0]/.test(key)) value.fail(`"${key}" is no name of a variable`);
      else if (text !== undefined) set.set(key, text);
    }
  }
  return { inherit: inherit === undefined ? ['PATH'] : readInherit(inherit), set };
}

/** `true`: everything; `false`: nothing; or the names of variables. */
function readInherit(value: YamlValue): 'all' | readonly string[] {
  if (value.isTruth) return value.truth('inherit') ? 'all' : [];
  return value.oneOrMore('inherit')?.flatMap((item) => item.filledText('inherit') ?? []) ?? [];
}

/** `true`, or the files that the fresh folder is to hold. */
function readIsolate(value: YamlValue): Placed<string>[] | undefined {
  if (value.isTruth) return value.truth('isolate') ? [] : undefined;
  return value.oneOrMore('isolate')?.flatMap((item) => {
    const path = item.filledText('isolate');
    return path === undefined ? [] : [{ value: path, place: item.place }];
  });
}
