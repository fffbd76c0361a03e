import { type InputFormat, inputFormats, type ReaderOptions } from './capture/openReader.js';
import { SipexecError } from './errors.js';
import type { CommandOptions, RequestOptions } from './libraryOptions.js';
import { nearestName } from './nearestName.js';
import { routeKinds } from './server/rules/routes.js';
import { transports } from './sip/endpoint.js';
import { parseEndpoint } from './sip/endpointText.js';

/** An argument of the library is not what its type says: JavaScript has no compiler that would have told. */
export class ArgumentError extends SipexecError {}

/** What an argument must be: in words, and as a test. */
interface Shape {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const text: Shape = { expected: 'a text', fits: (value) => typeof value === 'string' };
const textWithoutNul: Shape = {
  expected: 'a text without NUL',
  fits: (value) => typeof value === 'string' && !value.includes('\0'),
};
const textOrBytes: Shape = { expected: 'a text or bytes', fits: isTextOrBytes };
const truth: Shape = { expected: 'true or false', fits: (value) => typeof value === 'boolean' };
const seconds: Shape = {
  expected: 'a number of seconds from 0',
  fits: (value) => typeof value === 'number' && value >= 0 && Number.isFinite(value),
};
const endpoint: Shape = {
  expected: '{ ip, port }, an IP address and a number from 0 to 65535, or one of them',
  fits: (value) => isRecord(value) && isAddress(value.ip) && isPort(value.port),
};
const variables: Shape = {
  expected: 'an object of texts',
  fits: (value) => isRecord(value) && Object.values(value).every((one) => typeof one === 'string'),
};
const variablesOrLists: Shape = {
  expected: 'an object of texts or lists of texts',
  fits: (value) =>
    isRecord(value) &&
    Object.values(value).every((one) => [one].flat().every((item) => typeof item === 'string')),
};
const environment: Shape = {
  expected: 'an object of texts without NUL, their names without NUL and "="',
  fits: (value) => isRecord(value) && Object.entries(value).every(([name, one]) => isVariable(name, one)),
};
const signal: Shape = { expected: 'an AbortSignal', fits: (value) => value instanceof AbortSignal };

const requestShapes: Readonly<Record<keyof RequestOptions, Shape>> = {
  server: text,
  source: endpoint,
  destination: endpoint,
  transport: oneOf(transports),
  requestUri: textOrBytes,
  setvars: truth,
  route: oneOf(routeKinds),
  avps: variablesOrLists,
  vars: variables,
};

const commandShapes: Readonly<Record<keyof CommandOptions, Shape>> = {
  daemonEnvironment: environment,
  execTimerSeconds: seconds,
  workingDirectory: textWithoutNul,
  user: text,
  path: textWithoutNul,
  umask: text,
  unit: textWithoutNul,
  shell: textWithoutNul,
  input: textOrBytes,
  runInjected: truth,
  kemi: truth,
  signal,
};

const readerShapes: Readonly<Record<keyof ReaderOptions, Shape>> = {
  inputName: text,
  format: oneOf<InputFormat>(inputFormats),
  series: { expected: 'an object', fits: isRecord },
};

/** One object may hold the options of a request and those of its commands. */
const callNames = [...Object.keys(requestShapes), ...Object.keys(commandShapes)];

/** @throws ArgumentError naming the option that is not what its type says, or that there is not */
export function checkRequestOptions(options: unknown): void {
  checkOptions(options, requestShapes, callNames);
}

/** @throws ArgumentError */
export function checkCommandOptions(options: unknown): void {
  checkOptions(options, commandShapes, callNames);
}

/** @throws ArgumentError */
export function checkReader(sink: unknown, options: unknown): void {
  const hasMethods =
    isRecord(sink) && ['message', 'problem'].every((name) => typeof sink[name] === 'function');
  if (!hasMethods) throw unlike('sink', 'an object with the functions message and problem', sink);
  checkOptions(options, readerShapes, Object.keys(readerShapes));
}

/** In: a message as bytes, as text, or as a reader hands it over. @throws ArgumentError */
export function checkMessage(message: unknown): void {
  if (!isTextOrBytes(message) && !(isRecord(message) && message.bytes instanceof Uint8Array))
    throw unlike('message', 'bytes, a text or a message of a capture', message);
}

/** @throws ArgumentError */
export function checkCommand(command: unknown): void {
  if (!isTextOrBytes(command)) throw unlike('command', 'a text', command);
}

/** @throws ArgumentError */
export function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw unlike(name, text.expected, value);
}

/** @throws ArgumentError */
export function checkChunk(chunk: unknown): void {
  if (!(chunk instanceof Uint8Array)) throw unlike('chunk', 'bytes', chunk);
}

function checkOptions(
  options: unknown,
  shapes: Readonly<Record<string, Shape>>,
  names: readonly string[],
): void {
  if (!isRecord(options)) throw unlike('options', 'an object', options);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape !== undefined && !shape.fits(value)) throw unlike(name, shape.expected, value);
    if (shape === undefined && !names.includes(name)) throw unknownOption(name, names);
  }
}

function unknownOption(name: string, names: readonly string[]): ArgumentError {
  const near = nearestName(name, names);
  return new ArgumentError(`unknown option ${name}${near === undefined ? '' : `; did you mean ${near}?`}`);
}

function unlike(name: string, expected: string, value: unknown): ArgumentError {
  return new ArgumentError(`${name}: expected ${expected}, and not ${described(value)}`);
}

/** A value in a few words; what it holds may be long, secret or hostile. */
function described(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.length > 40 ? 'this text' : JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise (await it)';
  return typeof value === 'object' ? 'this object' : `a ${typeof value}`;
}

function oneOf<Name extends string>(names: readonly Name[]): Shape {
  return { expected: `one of ${names.join(', ')}`, fits: (value) => names.some((name) => name === value) };
}

function isTextOrBytes(value: unknown): boolean {
  return typeof value === 'string' || value instanceof Uint8Array;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAddress(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'string' && parseEndpoint(value)?.ip === value;
}

function isPort(value: unknown): boolean {
  return (
    value === undefined || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535)
  );
}

function isVariable(name: string, value: unknown): boolean {
  if (name === '' || name.includes('=') || name.includes('\0')) return false;
  return value === undefined || (typeof value === 'string' && !value.includes('\0'));
}
