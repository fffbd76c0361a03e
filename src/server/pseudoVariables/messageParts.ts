import type { HeaderKind } from '../../sip/headerKind.js';
import { textValue, type Variable, type VariableContext } from './context.js';

function header(kind: HeaderKind): Variable {
  return (context) => context.message.valueOf(kind);
}

function cseqNumber({ message }: VariableContext): Buffer | undefined {
  const cseq = message.header('cseq')?.cseq;
  return cseq === undefined ? undefined : message.slice(cseq.number);
}

function contentLength({ message }: VariableContext): Buffer | undefined {
  const length = message.header('content-length')?.lengthBytes;
  return length === undefined ? undefined : textValue(length);
}

/** Method, headers that have a variable of their own, body, length. */
export function messageVariables(): Record<string, Variable> {
  return {
    rm: ({ message }) => (message.method === undefined ? undefined : textValue(message.method)),
    rs: ({ message }) => (message.statusCode === undefined ? undefined : textValue(message.statusCode)),
    rr: ({ message }) => message.reasonPhrase,
    ci: header('call-id'),
    cs: cseqNumber,
    ct: header('contact'),
    cT: header('content-type'),
    cl: contentLength,
    ua: header('user-agent'),
    mb: ({ message }) => message.bytes,
    ml: ({ message }) => textValue(message.bytes.length),
    rb: ({ message }) => message.body,
  };
}
