import { type ViaHop, viaParameter } from '../../../../sip/headers/via/via.js';
import type { ViaParameter } from '../../../../sip/headers/via/viaParameter.js';
import { isWhite } from '../../../../sip/whitespace.js';
import { textValue, type Variable, type VariableContext, type VariableValue } from '../../context.js';

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
    case 'oc':
      return textValue(overloadControl(viaParameter(message.bytes, hop, 'oc')));
    default: {
      const value = viaParameter(message.bytes, hop, name)?.value;
      return value === undefined ? undefined : message.slice(value);
    }
  }
}

/** Whether a hop knows overload control (RFC 7339): 0 no, 1 it says so, 2 it says how much. */
function overloadControl(parameter: ViaParameter | undefined): number {
  if (parameter === undefined) return 0;
  return parameter.value === undefined ? 1 : 2;
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

/** `$msg(len)`, `$msg(body)`, `$msg(hdrs)`, `$msg(fpart)` with the first line, `$msg(lpart)` without it. */
const messagePart: Variable = ({ message }, argument) => {
  const { bytes, firstLine } = message;
  const start = firstLine.type === 'request' ? firstLine.method.start : firstLine.version.start;
  if (!message.read('end')) return undefined;
  switch (argument) {
    case 'len':
      return textValue(bytes.length);
    case 'body':
      return message.body;
    case 'hdrs':
      // The server's length leaves out the line ends before the first line, so the text ends that much too
      // early.
      return trimmed(bytes.subarray(firstLine.next - start, message.headersEnd));
    case 'fpart':
      return trimmed(bytes.subarray(0, message.headersEnd));
    default:
      return argument === 'lpart' ? bytes.subarray(firstLine.next) : undefined;
  }
};

function trimmed(value: Buffer): Buffer {
  let start = 0;
  while (start < value.length && isWhite(value[start])) start++;
  return value.subarray(start);
}
