import type { HeaderKind } from '../../sip/headerKind.js';
import { textValue, type Variable, type VariableContext, type VariableValue } from './context.js';

function header(kind: HeaderKind): Variable {
  return (context) => context.message.valueOf(kind);
}

/** A header that a variable of its own stands for: absent, it counts as a part that is not there. */
function headerPart(kind: HeaderKind): Variable {
  return (context) => context.message.valueOf(kind) ?? 'no-part';
}

function cseqNumber({ message }: VariableContext): VariableValue {
  const cseq = message.header('cseq')?.cseq;
  return cseq === undefined ? undefined : message.slice(cseq.number);
}

function body(context: VariableContext): VariableValue {
  const rules = context.profile.pseudoVariables;
  const whole = context.message.body;
  if (whole === undefined) return undefined;
  const length = rules.body === 'whole' ? undefined : context.message.header('content-length')?.lengthBytes;
  const value = length === undefined ? whole : whole.subarray(0, length);
  return value.length === 0 && rules.emptyBody === 'null' ? undefined : value;
}

function bodySize({ message }: VariableContext): VariableValue {
  const whole = message.body;
  return textValue(whole === undefined ? 0 : whole.length);
}

function contact(context: VariableContext): VariableValue {
  const value = context.message.valueOf('contact');
  if (value === undefined || context.profile.pseudoVariables.contact === 'whole-header') return value;
  return firstContact(value);
}

/** A Contact header up to the comma that begins its second contact. */
function firstContact(value: Buffer): Buffer {
  let quoted = false;
  let enclosed = false;
  for (let p = 0; p < value.length; p++) {
    const byte = value[p];
    if (byte === 0x5c && quoted) p++;
    else if (byte === 0x22) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === 0x3c) enclosed = true;
    else if (byte === 0x3e) enclosed = false;
    else if (byte === 0x2c && !enclosed) return value.subarray(0, p);
  }
  return value;
}

/** Method, headers that have a variable of their own, body, length. */
export function messageVariables(): Record<string, Variable> {
  return {
    rm: ({ message }) => (message.method === undefined ? undefined : textValue(message.method)),
    rv: ({ message }) => message.slice(message.firstLine.version),
    rs: ({ message }) => (message.statusCode === undefined ? undefined : textValue(message.statusCode)),
    rr: ({ message }) => message.reasonPhrase,
    ci: header('call-id'),
    cs: cseqNumber,
    ct: contact,
    cT: headerPart('content-type'),
    cl: headerPart('content-length'),
    ua: header('user-agent'),
    mb: ({ message }) => message.bytes,
    mbu: ({ message }) => message.bytes,
    ml: ({ message }) => textValue(message.bytes.length),
    rb: body,
    bs: bodySize,
  };
}
