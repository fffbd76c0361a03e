import type { Endpoint, Transport } from '../../../../sip/endpoint.js';
import { textValue, type Variable, type VariableContext } from '../../context.js';

function hostOf(endpoint: Endpoint): string {
  return endpoint.ip.includes(':') ? `[${endpoint.ip}]` : endpoint.ip;
}

function uriOf(side: 'source' | 'destination', transport: 'unless-udp' | 'always'): Variable {
  return ({ state }) => {
    const shown = transport === 'always' || state.transport !== 'udp' ? `;transport=${state.transport}` : '';
    return textValue(`sip:${hostOf(state[side])}:${state[side].port}${shown}`);
  };
}

function addressFamily({ state }: VariableContext): Buffer {
  return textValue(state.source.ip.includes(':') ? 'INET6' : 'INET');
}

/** The server's own numbers of the transports. */
const protocolNumbers: Readonly<Record<Transport, number>> = {
  udp: 1,
  tcp: 2,
  tls: 3,
  sctp: 4,
  ws: 5,
  wss: 6,
};

/** Where the packet came from and arrived. */
export function connectionVariables(): Record<string, Variable> {
  const sourceIp: Variable = ({ state }) => textValue(state.source.ip);
  const socketIp: Variable = ({ state }) => textValue(state.destination.ip);
  const socketPort: Variable = ({ state }) => textValue(state.destination.port);
  const protocol: Variable = ({ state }) => textValue(state.transport);
  return {
    si: sourceIp,
    src_ip: sourceIp,
    siz: ({ state }) => textValue(hostOf(state.source)),
    prid: ({ state }) => textValue(protocolNumbers[state.transport]),
    Ras: ({ state }) =>
      textValue(`${state.transport}:${hostOf(state.destination)}:${state.destination.port}`),
    rsi: () => textValue(0),
    fsp: () => textValue(0),
    sp: ({ state }) => textValue(state.source.port),
    su: uriOf('source', 'unless-udp'),
    sut: uriOf('source', 'always'),
    af: addressFamily,
    pr: protocol,
    proto: protocol,
    Ri: socketIp,
    Rp: socketPort,
    Rn: () => undefined,
    Ru: uriOf('destination', 'unless-udp'),
    Rut: uriOf('destination', 'always'),
    RAi: socketIp,
    RAp: socketPort,
    RAu: uriOf('destination', 'unless-udp'),
    RAut: uriOf('destination', 'always'),
    'socket_in()': (context, argument) =>
      (argument === 'port' ? socketPort : socketIp)(context, '', undefined),
    sas: ({ state }) => textValue(`${state.transport}:${hostOf(state.source)}:${state.source.port}`),
    fs: () => undefined,
  };
}
