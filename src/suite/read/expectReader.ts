import { constants } from 'node:os';
import { type Expectation, type ExpectationKey, expectationKeys, outcomes } from '../suite.js';
import type { YamlValue } from '../yaml/yamlValue.js';
import { readListMatcher, readMatcher, readMatchers } from './matcherReader.js';

/** Reads an `expect` map. */
export function readExpectations(value: YamlValue): Map<ExpectationKey, Expectation> {
  const found = new Map<ExpectationKey, Expectation>();
  for (const [key, item] of value.keyed('expect', expectationKeys) ?? []) {
    const expectation = readExpectation(key, item);
    if (expectation !== undefined) found.set(key, expectation);
  }
  return found;
}

function readExpectation(key: ExpectationKey, value: YamlValue): Expectation | undefined {
  const { place } = value;
  switch (key) {
    case 'outcome': {
      const outcome = value.choice(key, outcomes);
      return outcome && { key, place, outcome };
    }
    case 'returnCode': {
      const returnCode = value.number(key);
      if (returnCode === undefined) return undefined;
      return returnCode === 1 || returnCode === -1
        ? { key, place, returnCode }
        : value.fail('returnCode is 1 (true) or -1 (false)');
    }
    case 'exitStatus':
      return readExitStatus(value);
    case 'timedOut': {
      const timedOut = value.truth(key);
      return timedOut === undefined ? undefined : { key, place, timedOut };
    }
    case 'uris':
    case 'avps': {
      const list = readListMatcher(value, key);
      return list && { key, place, list };
    }
    case 'env':
      return readEnvironment(value);
    case 'reason': {
      const matchers = readMatchers(value, key);
      return matchers && { key, place, matchers };
    }
    case 'stdout':
    case 'stderr':
    case 'commandLine': {
      const matchers = readMatchers(value, key, 'm');
      return matchers && { key, place, matchers };
    }
    case 'maxDuration': {
      const seconds = value.number(key);
      if (seconds === undefined) return undefined;
      return seconds > 0
        ? { key, place, maxMs: seconds * 1000 }
        : value.fail('maxDuration is a number of seconds above 0');
    }
    case 'warnings':
      return readWarnings(value);
  }
}

function readExitStatus(value: YamlValue): Expectation | undefined {
  const { place } = value;
  if (value.isNumber) {
    const exitStatus = value.number('exitStatus') as number;
    return Number.isInteger(exitStatus) && exitStatus >= 0 && exitStatus <= 255
      ? { key: 'exitStatus', place, exitStatus }
      : value.fail('exitStatus is a whole number from 0 to 255, or the name of a signal');
  }
  const signal = value.text('exitStatus');
  if (signal === undefined) return undefined;
  return Object.hasOwn(constants.signals, signal)
    ? { key: 'exitStatus', place, exitStatus: signal }
    : value.fail(`exitStatus is a number or the name of a signal, such as SIGTERM, not "${signal}"`);
}

function readEnvironment(value: YamlValue): Expectation | undefined {
  const values = new Map();
  const absent: string[] = [];
  for (const { key, value: item } of value.entries('env') ?? []) {
    if (key === 'absent') {
      absent.push(...(item.oneOrMore('absent')?.flatMap((name) => name.filledText('absent') ?? []) ?? []));
    } else {
      const matcher = readMatcher(item, key);
      if (matcher !== undefined) values.set(key, matcher);
    }
  }
  if (value.isMap && values.size + absent.length === 0) return value.fail('env is empty: it checks nothing');
  return { key: 'env', place: value.place, values, absent };
}

/** `none`, or the codes of all the warnings that there are to be. */
function readWarnings(value: YamlValue): Expectation | undefined {
  const codes = value.oneOrMore('warnings')?.flatMap((item) => item.filledText('warnings') ?? []);
  if (codes === undefined) return undefined;
  const isNone = codes.length === 1 && codes[0] === 'none';
  return { key: 'warnings', place: value.place, codes: isNone ? [] : codes };
}
