import { isBlank, isLineEnd } from '../../../../sip/characters.js';
import type { HeaderKind } from '../../../../sip/headerKind.js';
import type { Span } from '../../../../sip/span.js';
import { textValue, type Variable, type VariableContext, type VariableValue } from '../../context.js';

function header(kind: HeaderKind): Variable {
  return (context) => context.message.valueOf(kind);
}

function trimmedHeader(kind: HeaderKind, absent: 'no-part' | undefined): Variable {
  return (context) => {
    const value = context.message.valueOf(kind);
    if (value === undefined) return absent;
    return context.profile.pseudoVariables.trailingWhitespace === 'kept'
      ? value
      : withoutTrailingWhite(value);
  };
}

function withoutTrailingWhite(value: Buffer): Buffer {
  let end = value.length;
  while (end > 0 && (isBlank(value[end - 1]) || isLineEnd(value[end - 1]))) end--;
  return value.subarray(0, end);
}

/** A header that has a variable of its own; when it is missing, it counts as an absent part. */
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
  if (whole === undefined) return 'no-part';
  const length = rules.body === 'whole' ? undefined : context.message.header('content-length')?.lengthBytes;
  if (length === undefined && rules.body === 'only-by-content-length') return undefined;
  if (length !== undefined && length < 0) return Buffer.alloc(0);
  const value = length === undefined ? whole : whole.subarray(0, length);
  return value.length === 0 && rules.emptyPart === 'null' ? undefined : value;
}

function bodySize({ message }: VariableContext): VariableValue {
  const whole = message.body;
  return textValue(whole === undefined ? 0 : whole.length);
}

/** The methods that Kamailio knows by number: each a power of two, the last for all others. */
const knownMethods =
  'INVITE CANCEL ACK BYE INFO REGISTER SUBSCRIBE NOTIFY MESSAGE OPTIONS PRACK UPDATE REFER PUBLISH KDMQ GET POST PUT DELETE'.split(
    ' ',
  );

function methodNumber({ message }: VariableContext): VariableValue {
  if (message.method === undefined) return undefined;
  const index = knownMethods.indexOf(message.method.toUpperCase());
  return textValue(2 ** (index < 0 ? knownMethods.length : index));
}

function isThere(part: Span | undefined): boolean {
  return part !== undefined && part.end > part.start;
}

/** `$msgbuf(n)`: the byte of the message at a place from 0. */
const messageByte: Variable = ({ message: { bytes } }, argument) => {
  const at = /^\d+$/.test(argument) ? Number(argument) : bytes.length;
  return at < bytes.length ? bytes.subarray(at, at + 1) : undefined;
};

/** Method, headers that have a variable of their own, body, length. */
export function messageVariables(): Record<string, Variable> {
  return {
    rm: ({ message }) => (message.method === undefined ? undefined : textValue(message.method)),
    rmid: methodNumber,
    rv: ({ message }) => message.slice(message.firstLine.version),
    'msg.is_request': ({ message }) => textValue(message.method === undefined ? 0 : 1),
    'msg.type': ({ message }) => textValue(message.method === undefined ? 'reply' : 'request'),
    rs: ({ message }) => (message.statusCode === undefined ? undefined : textValue(message.statusCode)),
    rr: ({ message }) => message.reasonPhrase,
    ci: trimmedHeader('call-id', undefined),
    cs: cseqNumber,
    csb: ({ message }) => message.valueOf('cseq'),
    tts: ({ message }) => textValue(isThere(message.header('to')?.to?.tag) ? 1 : 0),
    mts: ({ message }) => textValue(message.method === undefined ? 'rp' : 'rq'),
    'msgbuf()': messageByte,
    cT: trimmedHeader('content-type', 'no-part'),
    cl: headerPart('content-length'),
    ua: header('user-agent'),
    mb: ({ message }) => message.bytes,
    mbu: ({ message }) => message.bytes,
    ml: ({ message }) => textValue(message.bytes.length),
    rb: body,
    bs: bodySize,
  };
}
