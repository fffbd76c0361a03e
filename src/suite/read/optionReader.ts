import { bytesOf } from '../../rawWords.js';
import { routeKinds } from '../../server/rules/routes.js';
import type { ScriptVariable } from '../../server/serverState.js';
import type { Endpoint } from '../../sip/endpoint.js';
import { transports } from '../../sip/endpoint.js';
import { endpointForm, parseEndpoint } from '../../sip/endpointText.js';
import type { CaseOptions } from '../suite.js';
import { joinedForServer } from '../table/template.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { type OptionKey, optionKeys } from './caseKeys.js';

/** Whether a key of a case is one of these. */
export function isOptionKey(key: string): key is OptionKey {
  return Object.hasOwn(optionKeys, key);
}

/** Reads one key. Out: what it says; nothing where its value is of the wrong kind, which is noted as a problem. */
export function readOption(key: OptionKey, value: YamlValue): CaseOptions {
  switch (key) {
    case 'ruri':
      return given(value.filledText(key), (text) => ({ requestUri: bytesOf(text) }));
    case 'src':
      return given(readEndpoint(value, key), (source) => ({ source }));
    case 'dst':
      return given(readEndpoint(value, key), (destination) => ({ destination }));
    case 'transport':
      return given(value.choice(key, transports), (transport) => ({ transport }));
    case 'route':
      return given(value.choice(key, routeKinds), (route) => ({ route }));
    case 'setvars':
      return given(readSwitch(value), (setvars) => ({ setvars }));
    case 'exec_timer':
      return given(readMilliseconds(value, key), (execTimerMs) => ({ execTimerMs }));
    case 'shell':
      return given(value.filledText(key), (shell) => ({ shell }));
    case 'cwd':
      return given(value.filledText(key), (workingDirectory) => ({ workingDirectory }));
    case 'user':
      return given(value.filledText(key), (user) => ({ user }));
    case 'path':
      return given(value.text(key), (path) => ({ path }));
    case 'umask':
      return given(value.filledText(key), (umask) => ({ umask }));
    case 'unit':
      return given(value.filledText(key), (unit) => ({ unit }));
    case 'stdin':
      return given(value.filledText(key) && value.joinedBy(joinedForServer, key), (text) => ({
        stdin: { value: text, place: value.place },
      }));
    case 'avp':
      return given(readVariables(key, value), (avps) => ({ avps }));
    case 'var':
      return given(readVariables(key, value), (vars) => ({ vars }));
    case 'kemi':
      return given(value.truth(key), (kemi) => ({ kemi }));
    case 'runInjected':
      return given(value.truth(key), (runInjected) => ({ runInjected }));
  }
}

function given<Value>(value: Value | undefined, says: (value: Value) => CaseOptions): CaseOptions {
  return value === undefined ? {} : says(value);
}

function readEndpoint(value: YamlValue, key: string): Partial<Endpoint> | undefined {
  const text = value.filledText(key);
  if (text === undefined) return undefined;
  return parseEndpoint(text) ?? value.fail(`${key} ${text}: expected ${endpointForm}`);
}

function readSwitch(value: YamlValue): boolean | undefined {
  if (value.isTruth) return value.truth('setvars');
  const number = value.isNumber ? value.number('setvars') : undefined;
  return number === 0 || number === 1 ? number === 1 : value.fail('setvars is 1 or 0, or true or false');
}

/** A number of seconds, as whole milliseconds. */
export function readMilliseconds(value: YamlValue, key: string): number | undefined {
  const seconds = value.number(key);
  if (seconds === undefined) return undefined;
  return seconds >= 0 ? Math.ceil(seconds * 1000) : value.fail(`${key} is a number of seconds from 0`);
}

/** `name: value`, or `name: [value, value]` for an AVP of several values, the one set first first. */
function readVariables(key: OptionKey, value: YamlValue): ScriptVariable[] | undefined {
  return value.entries(key)?.flatMap(({ key: name, value: item }) =>
    (item.oneOrMore(name) ?? []).flatMap((one) => {
      const text = one.text(name);
      return text === undefined ? [] : [{ name, value: bytesOf(text) }];
    }),
  );
}

/** Options with later ones above them; of variables those of the same name are replaced. */
export function withOptions(before: CaseOptions, after: CaseOptions): CaseOptions {
  return {
    ...before,
    ...after,
    ...(after.avps === undefined ? {} : { avps: withReplaced(before.avps, after.avps) }),
    ...(after.vars === undefined ? {} : { vars: withReplaced(before.vars, after.vars) }),
  };
}

function withReplaced(
  before: readonly ScriptVariable[] = [],
  after: readonly ScriptVariable[],
): readonly ScriptVariable[] {
  const replaced = new Set(after.map(({ name }) => name));
  return [...before.filter(({ name }) => !replaced.has(name)), ...after];
}
