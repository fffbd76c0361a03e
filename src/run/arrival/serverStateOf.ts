import type { ServerState } from '../../server/serverState.js';
import { type Endpoint, type Transport, transports } from '../../sip/endpoint.js';
import type { InputMessage } from '../input/inputMessage.js';
import type { ServerSettings } from './serverSettings.js';

const LOOPBACK = '127.0.0.1';
const SIP_PORT = 5060;

/**
 * The server's state for one message (cli.md, "Options that stand for the server's state"). Where the message came from is
 * taken from the options, or else from the capture, or else from the top Via (`received`, or the host where that is an
 * address), or else it is loopback.
 */
export function serverStateOf(message: InputMessage, settings: ServerSettings): ServerState {
  const { captured } = message;
  const { requestUri, setvars, daemonEnvironment, route, avps, vars } = settings;
  const via =
    settings.source.ip === undefined && captured.source === undefined ? viaSource(message.header('via')) : {};
  return {
    source: endpoint(settings.source, captured.source, via),
    destination: endpoint(settings.destination, captured.destination, {}),
    transport: settings.transport ?? captured.transport ?? via.transport ?? 'udp',
    ...(requestUri === undefined ? {} : { requestUri }),
    ...(setvars === undefined ? {} : { setvars }),
    daemonEnvironment,
    route,
    avps,
    vars,
  };
}

/** What said where a message came from, or where it arrived. */
export type Origin = 'option' | 'capture' | 'top Via' | 'default';

/** What said of a message's addresses what {@link serverStateOf} makes of them. */
export function arrivalOrigins(
  message: InputMessage,
  settings: ServerSettings,
): Readonly<Record<'source' | 'destination' | 'transport', Origin>> {
  const { captured } = message;
  const isViaAsked = settings.source.ip === undefined && captured.source === undefined;
  const via = isViaAsked ? viaSource(message.header('via')) : {};
  const origin = (option: unknown, ofCapture: unknown, ofVia?: unknown): Origin => {
    if (option !== undefined) return 'option';
    if (ofCapture !== undefined) return 'capture';
    return ofVia === undefined ? 'default' : 'top Via';
  };
  return {
    source: origin(settings.source.ip, captured.source, via.ip),
    destination: origin(settings.destination.ip, captured.destination),
    transport: origin(settings.transport, captured.transport, via.transport),
  };
}

function endpoint(
  option: Partial<Endpoint>,
  captured: Endpoint | undefined,
  guessed: Partial<Endpoint>,
): Endpoint {
  const fallback = captured ?? guessed;
  // The port of one address says nothing of another's.
  const isOther = option.ip !== undefined && option.ip !== fallback.ip;
  return {
    ip: option.ip ?? fallback.ip ?? LOOPBACK,
    port: option.port ?? (isOther ? undefined : fallback.port) ?? SIP_PORT,
  };
}

function viaSource(via: string): Partial<Endpoint> & { transport?: Transport } {
  const top = via.split(',', 1)[0] as string;
  const match = /^\s*sip\s*\/\s*2\.0\s*\/\s*(\w+)\s+(\[[^\]]*\]|[^\s:;]+)(?:\s*:\s*(\d+))?/i.exec(top);
  if (match === null) return {};
  const transport = transports.find((name) => name === match[1]?.toLowerCase());
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

/** An address without its brackets; undefined for anything that is no address. */
function bare(host: string | undefined): string | undefined {
  const text = host?.replace(/^\[|\]$/g, '');
  return text !== undefined && (IPV4.test(text) || IPV6.test(text)) ? text : undefined;
}
