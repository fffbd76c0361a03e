import { textValue, type Variable } from './context.js';

/** Source and destination of the packet. */
export function connectionVariables(): Record<string, Variable> {
  const sourceIp: Variable = ({ state }) => textValue(state.source.ip);
  return {
    si: sourceIp,
    src_ip: sourceIp,
    sp: ({ state }) => textValue(state.source.port),
    Ri: ({ state }) => textValue(state.destination.ip),
    Rp: ({ state }) => textValue(state.destination.port),
  };
}
