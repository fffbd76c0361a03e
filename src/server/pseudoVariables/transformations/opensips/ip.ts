import { placeInMessage } from '../../placeInMessage.js';
import { taking } from '../taking.js';
import { bytesOf, numberValue, type Transformation, textArgument } from '../transformation.js';
import type { TransformationTable } from '../transformationRule.js';

/** An IPv4 address in dotted form. The first part must not be 0; the last may be empty. */
function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (
    parts.length !== 4 ||
    parts.some((part, index) => !/^\d{1,3}$/.test(part) && !(index === 3 && part === ''))
  ) {
    return undefined;
  }
  const numbers = parts.map(Number);
  const isWrong = parts.some((part) => /^0\d/.test(part)) || numbers.some((number) => number > 255);
  return isWrong || numbers[0] === 0 ? undefined : numbers;
}

/**
 * An IPv6 address, in brackets or not, but not one with an IPv4 address at its end. A group may be empty or too long;
 * its last four digits count.
 */
function parseIpv6(text: string): number[] | undefined {
  const inside = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const halves = inside.split('::');
  const colons = inside.split(':').length - 1;
  if (halves.length > 2 || colons > 7 || inside.includes(':::')) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (after.at(-1) === '') after.pop();
  const groups = [...before, ...after];
  if (groups.some((group) => !/^[0-9a-fA-F]*$/.test(group))) return undefined;
  if (halves.length === 1 && groups.length !== 8) return undefined;
  const zeros = Array.from({ length: 8 - groups.length }, () => '0');
  return [...before, ...zeros, ...after].flatMap((group) => {
    const number = Number.parseInt(group.slice(-4) || '0', 16);
    return [number >> 8, number & 0xff];
  });
}

function parseAddress(value: Buffer): number[] | undefined {
  const text = value.toString('latin1');
  return parseIpv4(text) ?? parseIpv6(text);
}

/** A binary address by its length. */
function family(value: Buffer): 'INET' | 'INET6' | undefined {
  if (value.length === 4) return 'INET';
  return value.length === 16 ? 'INET6' : undefined;
}

const toBinary: Transformation = (value) => {
  const bytes = parseAddress(value);
  return bytes === undefined ? undefined : Buffer.from(bytes);
};

const toText: Transformation = (value) => {
  const kind = family(value);
  if (kind === undefined) return undefined;
  if (kind === 'INET') return bytesOf(value.join('.'));
  const groups = Array.from({ length: 8 }, (_, index) =>
    value
      .readUInt16BE(index * 2)
      .toString(16)
      .toUpperCase(),
  );
  return bytesOf(groups.join(':'));
};

/**
 * The server writes the result over the binary address. Where that did not come from {ip.pton}, it is part of the
 * message.
 */
const familyOf: Transformation = (value, { context }) => {
  const kind = family(value);
  if (kind === undefined) return undefined;
  const isOfMessage = placeInMessage(value, context.message.bytes) !== undefined;
  const guess = isOfMessage
    ? 'the server writes the result into the message, and what it reads later is changed'
    : undefined;
  return { text: bytesOf(kind), ...(guess === undefined ? {} : { guess }) };
};

function is(parse: (value: Buffer) => unknown): Transformation {
  return (value) => (value.length === 0 ? undefined : numberValue(parse(value) === undefined ? 0 : 1));
}

const private4 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'];

const isPrivate: Transformation = (value) => {
  const address = parseIpv4(value.toString('latin1'));
  return numberValue(address !== undefined && private4.some((net) => matches(address, net)) ? 1 : 0);
};

/**
 * Whether an address is in a network, `10.0.0.0/8`; undefined where the network is malformed or of the other family.
 */
function matches(address: readonly number[], net: string): boolean | undefined {
  const [text = '', bits = ''] = net.split('/');
  const base = parseAddress(bytesOf(text));
  if (base?.length !== address.length || !/^\d+$/.test(bits) || Number(bits) > address.length * 8)
    return undefined;
  const prefix = (bytes: readonly number[]) =>
    bytes
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, Number(bits));
  return prefix(address) === prefix(base);
}

const isInNet: Transformation = (value, call) => {
  const address = parseAddress(value);
  const found = address === undefined ? undefined : matches(address, textArgument(call, 0));
  return found === undefined ? undefined : numberValue(found ? 1 : 0);
};

/** An address stays as it is. A name would have to be looked up. */
const resolve: Transformation = (value) => {
  if (value.length === 0) return undefined;
  if (parseAddress(value) !== undefined) return value;
  return { text: Buffer.alloc(0), guess: 'the server looks it up in the DNS, and sipexec does not' };
};

/** The `ip.` transformations. */
export function ipTransformations(): TransformationTable {
  return {
    ...taking('none', {
      'ip.pton': toBinary,
      'ip.ntop': toText,
      'ip.family': familyOf,
      'ip.isip': is(parseAddress),
      'ip.isip4': is((value) => parseIpv4(value.toString('latin1'))),
      'ip.isip6': is((value) => parseIpv6(value.toString('latin1'))),
      'ip.isprivate': isPrivate,
      'ip.resolve': resolve,
    }),
    ...taking('word', { 'ip.matches': isInNet }),
  };
}
