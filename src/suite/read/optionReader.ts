import type { Placed } from '../suite.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { type OptionKey, optionKeys } from './caseKeys.js';

const transports = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'] as const;
const routes = ['request', 'failure'] as const;

/** Reads one key of the server's state. Out: the values of the command line's option of that meaning. */
export function readOption(key: OptionKey, value: YamlValue): Placed<readonly string[]> | undefined {
  const values = readValues(key, value);
  return values === undefined ? undefined : { value: values, place: value.place };
}

function readValues(key: OptionKey, value: YamlValue): readonly string[] | undefined {
  switch (key) {
    case 'transport':
      return one(value.choice(key, transports));
    case 'route':
      return one(value.choice(key, routes));
    case 'setvars':
      return one(readSwitch(value));
    case 'exec_timer':
      return one(readSeconds(value, key));
    case 'avp':
    case 'var':
      return readVariables(key, value);
    default:
      return one(value.filledText(key));
  }
}

function one(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : [text];
}

function readSwitch(value: YamlValue): string | undefined {
  if (value.isTruth) return value.truth('setvars') ? '1' : '0';
  const number = value.isNumber ? value.number('setvars') : undefined;
  return number === 0 || number === 1 ? String(number) : value.fail('setvars is 1 or 0, or true or false');
}

/** Seconds as a decimal text. */
export function readSeconds(value: YamlValue, key: string): string | undefined {
  const seconds = value.number(key);
  if (seconds === undefined) return undefined;
  return seconds >= 0 ? String(seconds) : value.fail(`${key} is a number of seconds from 0`);
}

/** `name: value`, or `name: [value, value]` for an AVP of several values, the one set first first. */
function readVariables(key: OptionKey, value: YamlValue): string[] | undefined {
  return value.entries(key)?.flatMap(({ key: name, value: given }) =>
    (given.oneOrMore(name) ?? []).flatMap((item) => {
      const text = item.text(name);
      return text === undefined ? [] : [`${name}=${text}`];
    }),
  );
}

/** Whether a key of a case is one of these. */
export function isOptionKey(key: string): key is OptionKey {
  return Object.hasOwn(optionKeys, key);
}
