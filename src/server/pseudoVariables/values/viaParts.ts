import { type ViaHop, viaParameter } from '../../../sip/headers/via.js';
import { textValue, type Variable, type VariableContext, type VariableValue } from '../context.js';

function hopsOf({ message }: VariableContext): ViaHop[] {
  if (!message.read('end')) return [];
  return message.headers.flatMap((header) => header.via?.hops ?? []);
}

function hopPart(context: VariableContext, hop: ViaHop | undefined, name: string): VariableValue {
  if (hop === undefined) return undefined;
  const { message } = context;
  switch (name) {
    case 'host':
      return hop.host.end === hop.host.start ? undefined : message.slice(hop.host);
    case 'port':
      return textValue(portNumber(hop.port === undefined ? '' : message.latin1(hop.port)));
    case 'proto':
      return message.slice(hop.transport);
    default: {
      const value = viaParameter(message.bytes, hop, name)?.value;
      return value === undefined ? undefined : message.slice(value);
    }
  }
}

/** The server keeps a port in 16 bits, and takes 0 for none. */
function portNumber(text: string): number {
  return Number(text) % 65536 || 5060;
}

/** `$via0(host)` and its kin: the parts of the first, the second and the last hop. */
export function viaVariables(): Record<string, Variable> {
  return {
    'via0()': (context, argument) => hopPart(context, hopsOf(context)[0], argument),
    'via1()': (context, argument) => hopPart(context, hopsOf(context)[1], argument),
    'viaZ()': (context, argument) => hopPart(context, hopsOf(context).at(-1), argument),
    'msg()': messagePart,
  };
}

/** `$msg(len)`, `$msg(body)`, `$msg(hdrs)`. */
const messagePart: Variable = ({ message }, argument) => {
  const { bytes } = message;
  if (argument === 'fpart') return bytes.subarray(0, 2048);
  if (argument === 'lpart') return bytes.subarray(-2048);
  if (!message.read('end')) return undefined;
  if (argument === 'len') return textValue(bytes.length);
  const { body } = message;
  if (body === undefined) return undefined;
  if (argument === 'body') return body;
  return argument === 'hdrs' ? message.headerBytes : undefined;
};
