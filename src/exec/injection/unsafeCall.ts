import type { ServerProfile } from '../../server/profile.js';
import type { CallToRun } from '../prepareCall.js';
import type { NamedSpan } from '../warnings/shellHazards.js';
import { valueClassOf } from '../warnings/valueClass.js';
import { type Injection, injectedCode } from './injectedCode.js';
import { OF_AUTHOR, type ShellText, ShellTextBuilder } from './shellText.js';

/** Why a call is not run: a part of the message would run as shell. */
export interface UnsafeCall {
  readonly reason: string;
  /** What the shell would run, or take for its own. */
  readonly code: Buffer;
  /** Whose value has it: `$ru`, `the request URI`, `$SIP_USER`. */
  readonly value: string;
  /** The byte that begins it, counted from 1; undefined where an empty value moves a word to the front. */
  readonly byte?: number;
}

interface Value {
  readonly name: string;
  readonly bytes: Buffer;
}

const APPENDED = 'the request URI';
const QUOTE = 0x27;
const BACKSLASH = 0x5c;
/** How much of the text that would run the reason shows. */
const MAX_SHOWN_BYTES = 60;

/**
 * Tells whether a byte of the message would run as shell: as a command, an expansion that runs or computes, or any other
 * syntax than quotes, blanks and patterns of file names. A value that only sets a variable (`;transport=tcp` where the
 * URI is appended bare) does not count, as long as nothing behind it reads the variable.
 * In: the call; the names of the daemon's own variables. Out: undefined where only what the author wrote would run.
 */
export function unsafeCall(
  call: CallToRun,
  profile: ServerProfile,
  daemonNames: Iterable<string>,
): UnsafeCall | undefined {
  const spans = call.spans.filter(({ name }) => isOfMessage(name, profile));
  const values: Value[] = spans.map(({ name, start, end }) => ({
    name,
    bytes: call.commandLine.subarray(start, end),
  }));
  const variables = new Map<string, ShellText>();
  for (const { name, value } of call.environment) {
    variables.set(name, textOfValue(value, values.length));
    values.push({ name: `$${name}`, bytes: value });
  }
  const { text, meant } = textsOf(call, spans, values.length);
  values.push({ name: APPENDED, bytes: Buffer.alloc(0) });
  const inherited = new Set([...daemonNames, ...variables.keys()]);
  const found = injectedCode(text, meant, (name) => variables.get(name), inherited);
  return found === undefined ? undefined : described(found, values);
}

/** Whether a variable's value comes with the message, and not from the server's settings, the script or sipexec's user. */
function isOfMessage(name: string, profile: ServerProfile): boolean {
  return name.includes('{s.eval') || valueClassOf(name, profile) === 'of-message';
}

/** The command line as it is, and as its author meant it. */
function textsOf(
  { commandLine, commandBytes }: CallToRun,
  spans: readonly NamedSpan[],
  appended: number,
): { text: ShellText; meant: ShellText } {
  const text = new ShellTextBuilder();
  const meant = new ShellTextBuilder();
  let at = 0;
  const addAuthored = (end: number) => {
    for (; at < end; at++) for (const one of [text, meant]) one.add(commandLine[at] as number, OF_AUTHOR, at);
  };
  spans.forEach(({ start, end }, value) => {
    addAuthored(start);
    for (; at < end; at++) text.add(commandLine[at] as number, value, at - start);
    meant.add(0x78, value, 0);
  });
  const isQuotedUri = spans.every(({ name }) => name !== APPENDED);
  addAuthored(isQuotedUri ? commandBytes : commandLine.length);
  // A URI that the server quotes: the quotes are the server's.
  for (let isQuoted = false, offset = 0; at < commandLine.length; at++) {
    const byte = commandLine[at] as number;
    const isQuote = byte === QUOTE && (isQuoted || commandLine[at - 1] !== BACKSLASH);
    const isOfUri = !isQuote && (isQuoted || byte === QUOTE);
    if (isQuote) isQuoted = !isQuoted;
    text.add(byte, isOfUri ? appended : OF_AUTHOR, isOfUri ? offset : at);
    meant.add(isOfUri ? 0x78 : byte, isOfUri ? appended : OF_AUTHOR, isOfUri ? offset : at);
    if (isOfUri) offset += 1;
  }
  return { text, meant };
}

function textOfValue(value: Buffer, number: number): ShellText {
  const text = new ShellTextBuilder();
  value.forEach((byte, offset) => void text.add(byte, number, offset));
  return text;
}

function described({ code, effect, byte }: Injection, values: readonly Value[]): UnsafeCall {
  const verb = { run: 'run', expand: 'expand', syntax: 'take for its own syntax' }[effect];
  const shown = code.length > MAX_SHOWN_BYTES ? `${code.slice(0, MAX_SHOWN_BYTES)}…` : code;
  const what = `the shell would ${verb} what came with the message: ${JSON.stringify(shown)}`;
  const bytes = Buffer.from(code, 'latin1');
  if (byte === undefined || values[byte.value] === undefined)
    return { reason: what, code: bytes, value: 'an empty value' };
  const { name } = values[byte.value] as Value;
  const number = byte.offset + 1;
  return {
    reason: `${what}; ${characterName(byte.code)} at byte ${number} of ${name} begins it`,
    code: bytes,
    value: name,
    byte: number,
  };
}

function characterName(code: number): string {
  const hex = `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  const isShown = code > 0x20 && code < 0x7f;
  return isShown ? `${String.fromCharCode(code)} (${hex})` : hex;
}
