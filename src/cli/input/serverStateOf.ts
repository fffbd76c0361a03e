import type { ServerState } from '../../server/serverState.js';
import type { Endpoint, Transport } from '../../sip/endpoint.js';
import type { ServerArguments } from '../arguments/serverArguments.js';
import type { InputMessage } from './inputMessage.js';

const LOOPBACK = '127.0.0.1';
const SIP_PORT = 5060;

/**
 * What the server knows of a message's way (cli.md, "Options that stand for the server's state"): the options; else
 * the capture; else the top Via's `received`, or its host where that is an address; else loopback.
 */
export function serverStateOf(message: InputMessage, args: ServerArguments): ServerState {
  const { captured } = message;
  const via =
    args.source.ip === undefined && captured.source === undefined
      ? viaSource(message.header('via', 'v'))
      : {};
  return {
    ...args.state,
    source: endpoint(args.source, captured.source, via),
    destination: endpoint(args.destination, captured.destination, {}),
    transport: args.transport ?? captured.transport ?? via.transport ?? 'udp',
  };
}

function endpoint(
  option: Partial<Endpoint>,
  captured: Endpoint | undefined,
  guess: Partial<Endpoint>,
): Endpoint {
  const known = captured ?? guess;
  const isOther = option.ip !== undefined && option.ip !== known.ip;
  return {
    ip: option.ip ?? known.ip ?? LOOPBACK,
    port: option.port ?? (isOther ? undefined : known.port) ?? SIP_PORT,
  };
}

const TRANSPORTS: readonly string[] = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'] satisfies Transport[];

function viaSource(via: string): Partial<Endpoint> & { transport?: Transport } {
  const top = via.split(',', 1)[0] as string;
  const match = /^\s*sip\s*\/\s*2\.0\s*\/\s*(\w+)\s+(\[[^\]]*\]|[^\s:;]+)(?:\s*:\s*(\d+))?/i.exec(top);
  if (match === null) return {};
  const transport = TRANSPORTS.find((name) => name === match[1]?.toLowerCase()) as Transport | undefined;
  const received = bare(/;\s*received\s*=\s*"?([^\s;",]+)/i.exec(top)?.[1]);
  const rport = /;\s*rport\s*=\s*(\d+)/i.exec(top)?.[1];
  const host = bare(match[2]);
  const ip = received ?? host;
  const port = rport ?? match[3];
  return {
    ...(ip === undefined ? {} : { ip }),
    ...(ip === undefined || port === undefined || Number(port) > 65_535 ? {} : { port: Number(port) }),
    ...(transport === undefined ? {} : { transport }),
  };
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^[0-9A-Fa-f]*:[0-9A-Fa-f:]*(\d{1,3}(\.\d{1,3}){3})?$/;

/** An address without brackets; undefined for anything that is none. */
function bare(host: string | undefined): string | undefined {
  const text = host?.replace(/^\[|\]$/g, '');
  return text !== undefined && (IPV4.test(text) || IPV6.test(text)) ? text : undefined;
}
