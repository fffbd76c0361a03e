import type { Traced } from './tracedMessages.js';

const lf = (text: string) => text.replaceAll('\r\n', '\n');
const two = (number: number) => String(number).padStart(2, '0');
const clock = (message: Traced) => `00:16:${two(10 + message.at)}.302109`;
const dashes = '-'.repeat(72);
const peer = (message: Traced) => (message.isReceived ? message.source : message.destination);
const point = (address: string) => address.replace(/:(\d+)$/, '.$1');
const isRequest = (message: Traced) => !message.text.startsWith('SIP/');

/** How one tool writes a message into its trace, and what the trace tells of its way. */
export interface Rendering {
  readonly tells: 'both' | 'peer' | 'nothing';
  readonly write: (message: Traced) => string;
}

/** Traces as the tools print them. */
export const renderings: Readonly<Record<string, Rendering>> = {
  plain: { tells: 'nothing', write: (one) => one.text },
  'plain, edited': { tells: 'nothing', write: (one) => `${lf(one.text)}\n` },
  sngrep: {
    tells: 'both',
    write: (one) => `2026/11/23 ${clock(one)} ${one.source} -> ${one.destination}\n${one.text}\n\n`,
  },
  'ngrep -W byline': {
    tells: 'both',
    write: (one) =>
      `U 2026/11/23 ${clock(one)} ${one.source} -> ${one.destination} #${one.at}\n${one.text.replaceAll('\r\n', '.\n')}\n\n`,
  },
  'tcpdump -A': {
    tells: 'both',
    write: (one) =>
      `${clock(one)} IP ${point(one.source)} > ${point(one.destination)}: SIP: ${one.text.slice(0, one.text.indexOf('\r'))}\nE..3..@.@..&...\n.......<.l..${lf(one.text)}\n`,
  },
  'asterisk pjsip': {
    tells: 'peer',
    write: (one) =>
      `<--- ${one.isReceived ? 'Received' : 'Transmitting'} SIP ${isRequest(one) ? 'request' : 'response'} (${one.text.length} bytes) ${one.isReceived ? 'from' : 'to'} UDP:${peer(one)} --->\n${one.text}\n`,
  },
  'asterisk chan_sip': {
    tells: 'peer',
    write: (one) =>
      one.isReceived
        ? `\n<--- SIP read from UDP:${peer(one)} --->\n${lf(one.text)}\n<------------->\n--- (9 headers 0 lines) ---\n`
        : `\n<--- Transmitting (NAT) to ${peer(one)} --->\n${lf(one.text)}\n<------------>\n`,
  },
  freeswitch: {
    tells: 'peer',
    write: (one) =>
      `${one.isReceived ? 'recv' : 'send'} ${one.text.length} bytes ${one.isReceived ? 'from' : 'to'} udp/[${peer(one).replace(/:/, ']:')} at ${clock(one)}:\n   ${dashes}\n${lf(one.text).replace(/^(?=[^\n])/gm, '   ')}\n   ${dashes}\n`,
  },
  'sipp -trace_msg': {
    tells: 'nothing',
    write: (one) =>
      `${'-'.repeat(47)} 2026-11-23 ${clock(one)}\nUDP message ${one.isReceived ? 'received' : 'sent'} [${one.text.length}] bytes :\n\n${one.text}\n`,
  },
  'kamailio sipdump': {
    tells: 'both',
    write: (one) => {
      const [sourceIp, sourcePort] = one.source.split(':');
      const [destinationIp, destinationPort] = one.destination.split(':');
      return `${'='.repeat(20)}\ntag: ${one.isReceived ? 'rcv' : 'snd'}\npid: 1\ntime: 17953929${one.at + 10}.302109\nproto: udp ipv4\nsrcip: ${sourceIp}\nsrcport: ${sourcePort}\ndstip: ${destinationIp}\ndstport: ${destinationPort}\n${'~'.repeat(20)}\n${one.text}${'|'.repeat(20)}\n`;
    },
  },
  opensips: {
    tells: 'both',
    write: (one) =>
      `17953929${one.at + 10}.302109 UDP/SIP ${one.source} -> ${one.destination}\n${one.text}\n`,
  },
  homer: {
    tells: 'both',
    write: (one) =>
      `proto:SIP 2026-11-23T${clock(one)}Z  ${one.source} ---> ${one.destination}\n\n${one.text}\n`,
  },
  pjsua: {
    tells: 'peer',
    write: (one) =>
      `${clock(one).slice(0, 12)}   pjsua_core.c  .${one.isReceived ? 'RX' : 'TX'} ${one.text.length} bytes ${isRequest(one) ? 'Request msg INVITE' : 'Response msg 200/INVITE'}/cseq=1 (${one.isReceived ? 'rdata' : 'tdta'}0x7f8) ${one.isReceived ? 'from' : 'to'} UDP ${peer(one)}:\n${one.text}\n--end msg--\n`,
  },
  belle: {
    tells: 'peer',
    write: (one) =>
      one.isReceived
        ? `2026-11-23 ${clock(one).slice(0, 12)} [liblinphone/belle-sip] MESSAGE channel [0x55]: received [${one.text.length}] new bytes from [UDP://${peer(one)}]:\n${one.text}\n`
        : `2026-11-23 ${clock(one).slice(0, 12)} [liblinphone/belle-sip] MESSAGE channel [0x55]: message sent to [UDP://${peer(one)}], size: [${one.text.length}] bytes\n${one.text}\n`,
  },
  jssip: {
    tells: 'nothing',
    write: (one) =>
      `JsSIP:Transport ${one.isReceived ? 'received text' : 'sending'} message:\n\n${lf(one.text)}\n +5s\n`,
  },
  'of a kind nobody knows': {
    tells: 'nothing',
    write: (one) => `[sip] ### packet ${one.at} ${one.isReceived ? 'in' : 'out'} ###\n${lf(one.text)}\n\n`,
  },
};
