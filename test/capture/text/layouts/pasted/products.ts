import type { Traced } from '../tracedMessages.js';
import {
  bare,
  both,
  clock,
  each,
  ip,
  kind,
  lf,
  linesOf,
  ofPeer,
  own,
  type Pasted,
  peer,
  port,
  way,
} from './writing.js';

const dashes = (count: number) => '-'.repeat(count);
const oracle = (m: Traced) =>
  `Nov 23 ${clock(m)} On [5:0]${own(m)} ${way(m, 'received from', 'sent to')} ${peer(m)}`;
const genesys = (m: Traced) =>
  way(
    m,
    `SIPTR: Received [0,UDP] ${m.text.length} bytes from ${peer(m)} <<<<<`,
    `Sending  [0,UDP] ${m.text.length} bytes to ${peer(m)} >>>>>`,
  );
const sdl = (m: Traced) => `0379739${m.at}.001 |${clock(m)} |AppInfo  |`;
const overUdp = (m: Traced) =>
  `${sdl(m)}//SIP/SIPUdp/${way(m, `wait_SdlDataInd: Incoming SIP UDP message size ${m.text.length} from`, 'wait_SdlSPISignal: Outgoing SIP UDP message to')} ${ip(peer(m))}:[${port(peer(m))}]:`;
const overTcp = (m: Traced) =>
  `${sdl(m)}SIPTcp - ${way(m, 'wait_SdlReadRsp: Incoming SIP TCP message from', 'wait_SdlSPISignal: Outgoing SIP TCP message to')} ${ip(peer(m))} on port ${port(peer(m))} index 12${way(m, ` with ${m.text.length} bytes:`, '')}`;
const expressway = (m: Traced) => {
  const side = way(m, 'Src', 'Dst');
  return `2026-11-23T14:01:48.140-04:00 vcs-e tvcs: UTCTime="2026-11-23 18:01:48,140" Module="network.sip" Level="DEBUG": Action="${way(m, 'Received', 'Sent')}" Local-ip="${ip(own(m))}" Local-port="${port(own(m))}" ${side}-ip="${ip(peer(m))}" ${side}-port="${port(peer(m))}" Msg-Hash="116586964573331859${m.at}"`;
};
const pjsip = (m: Traced) =>
  `${way(m, '.RX', 'TX')} ${m.text.length} bytes ${kind(m) === 'request' ? 'Request msg INVITE' : 'Response msg 200/INVITE'}/cseq=1 (tdta0x12) ${way(m, 'from', 'to')} UDP ${peer(m)}:`;
const asterisk = (m: Traced) =>
  `<--- ${way(m, 'Received', 'Transmitting')} SIP ${kind(m)} (${m.text.length} bytes) ${way(m, 'from', 'to')} UDP:${peer(m)} --->`;
const sofia = (m: Traced, transport: string) =>
  `${way(m, 'recv', 'send')} ${m.text.length} bytes ${way(m, 'from', 'to')} ${transport}/[${ip(peer(m))}]:${port(peer(m))} at 00:16:35.302109:\n${dashes(72)}\n`;

/** Messages in the logs and traces of products, in the variants that versions and settings make. */
export const products: Readonly<Record<string, Pasted>> = {
  'Oracle, sipmsg.log': both((m) => `${oracle(m)}\n${lf(m.text)}\n${dashes(40)}\n`),
  'Oracle, sipmsg.log with carriage returns': both((m) => `${oracle(m)}\n${m.text}\n${dashes(40)}\n`),
  'Oracle, followed on the console': both((m) => `${oracle(m).slice(10)}\n${lf(m.text)}\n${dashes(40)}\n`),
  'Oracle, copied without the lines of dashes': both((m) => `${oracle(m)}\n${lf(m.text)}\n`),
  'Genesys SIP Server': ofPeer((m) => `${clock(m)}: ${genesys(m)}\n${lf(m.text)}\n`),
  'Genesys SIP Server, stamps with a date': ofPeer(
    (m) => `2026-11-23T${clock(m)} ${genesys(m)}\n${m.text}\n2026-11-23T${clock(m)} [x] something else\n`,
  ),
  'CUCM, SDL trace of UDP': ofPeer(
    (m) => `${overUdp(m)}\n[21223${m.at},NET]\n${lf(m.text)}\n${sdl(m)}SIPHandler something else\n`,
  ),
  'CUCM, SDL trace of TCP': ofPeer(
    (m) => `${overTcp(m)}\n[21223${m.at},NET]\n${m.text}\n${sdl(m)}SIPTcp - something else\n`,
  ),
  'CUCM, an empty line behind each line': ofPeer(
    (m) => `${overUdp(m)}\n\n[21223${m.at},NET]\n\n${linesOf(m).join('\n\n')}\n\n`,
  ),
  'Cisco Expressway, the message behind a bar': both(
    (m) => `${expressway(m)}\n SIPMSG: |${linesOf(m).join('\n ')}\n |\n`,
  ),
  'Cisco Expressway, the bar on a line of its own': both(
    (m) => `${expressway(m)}\nSIPMSG:\n|${lf(m.text)}|\n`,
  ),
  'eXosip, Yealink': ofPeer(
    (m) =>
      `Nov 23 00:16:35 sip[634]: SUA <6+info  > [000] ${way(m, `Received message len=${m.text.length} from ${peer(m)}:`, `Message sent: (to dest=${peer(m)})`)}\n${lf(m.text)}\n`,
  ),
  'eXosip, Yealink, each line by syslog': ofPeer((m) => {
    const before = 'Nov 23 00:16:35 sip[634]: SUA <6+info  > [000] ';
    return `${before}${way(m, `Received message len=${m.text.length} from ${peer(m)}:`, `Message sent: (to dest=${peer(m)})`)}\n${each(m, before)}`;
  }),
  'eXosip, without addresses': bare(
    (m) => `| INFO1 | 1234 <udp.c: 432> ${way(m, 'Received message', 'Message sent')}: \n${lf(m.text)}\n`,
  ),
  'snom, behind a stamp of the log': ofPeer(
    (m) =>
      `[2026-11-23 00:16:35.302] ${way(m, 'Received from', 'Sent to')} udp:${peer(m)} at 23/11/2026 00:16:35:302 (${m.text.length} bytes):\n\n${lf(m.text)}\n\n`,
  ),
  'snom, TLS': ofPeer(
    (m) =>
      `${way(m, 'Received from', 'Sent to')} tls:${peer(m)} at Nov 23 00:16:35.302 (${m.text.length} bytes):\n\n${m.text}\n\n`,
  ),
  'Asterisk 22, log with function and line': ofPeer(
    (m) =>
      `[Nov 23 00:16:35] VERBOSE[2710]: res_pjsip_logger.c:1234 logger_on_rx_msg: ${asterisk(m)}\n${lf(m.text)}\n\n`,
  ),
  'Asterisk, log with the number of a call': ofPeer(
    (m) =>
      `[2026-11-23 00:16:35.302] VERBOSE[2710][C-00000001] res_pjsip_logger.c: ${asterisk(m)}\n${lf(m.text)}\n`,
  ),
  'Asterisk, dateformat with T and a zone': ofPeer(
    (m) =>
      `[2026-11-23T00:16:35.302+0100] VERBOSE[2710] res_pjsip_logger.c: ${asterisk(m)}\n${lf(m.text)}\n[2026-11-23T00:16:35.303+0100] DEBUG[2710] x.c: y\n`,
  ),
  'Asterisk, coloured headings and prompts': ofPeer(
    (m) => `\x1b[1;32m${asterisk(m)}\x1b[0m\n${m.text}\n\x1b[Ksip*CLI> `,
  ),
  'Asterisk 13, lines of the console between': ofPeer(
    (m) => `${asterisk(m)}\n${m.text}\n  == Setting global variable\n`,
  ),
  'Asterisk, chan_sip in the log file': ofPeer((m) => {
    const stamp = '[2026-11-23 00:16:35] VERBOSE[2710] chan_sip.c: ';
    if (m.isReceived)
      return `${stamp}\n<--- SIP read from UDP:${peer(m)} --->\n${lf(m.text)}\n<------------->\n${stamp}--- (9 headers 0 lines) ---\n`;
    return kind(m) === 'request'
      ? `${stamp}Reliably Transmitting (NAT) to ${peer(m)}:\n${lf(m.text)}\n---\n`
      : `${stamp}\n<--- Transmitting (NAT) to ${peer(m)} --->\n${lf(m.text)}\n<------------>\n`;
  }),
  'FreeSWITCH, log file with the id of a call': ofPeer(
    (m) =>
      `${sofia(m, 'udp')}${lf(m.text)}\n1f0d6c70-6c3d-4c3c-9a55-000000000001 2026-11-23 00:16:35.302109 98.27% [DEBUG] sofia.c:7084 Channel entering state\n`,
  ),
  'FreeSWITCH, TLS': ofPeer((m) => `${sofia(m, 'tls')}${lf(m.text)}\n`),
  MicroSIP: ofPeer((m) => `00:16:35.302           pjsua_core.c  ${pjsip(m)}\r\n${m.text}\r\n--end msg--\r\n`),
  'pjsua2, without an empty line before the end': ofPeer(
    (m) => `00:16:35.302    0x7f33 pjsua_core.c  ${pjsip(m)}\n${lf(m.text)}--end msg--\n`,
  ),
  'Linphone 5, desktop': ofPeer(
    (m) =>
      `[2026/11/23 00:16:35:302][0x7f][Core]Info:BelleSipTransport:${way(m, `channel [0x78]: received [${m.text.length}] new bytes from [UDP://${peer(m)}]:`, `channel [0x78]: message sent to [UDP://${peer(m)}], size: [${m.text.length}] bytes`)}\n${m.text}\n`,
  ),
  'Linphone, a server by its name': bare(
    (m) =>
      `2026-11-23 00:16:35:302 [liblinphone] [belle-sip] MESSAGE Channel [0x78]: ${way(m, `received [${m.text.length}] new bytes from [TLS://sip.example.com:5061]:`, `message sent to [TLS://sip.example.com:5061], size: [${m.text.length}] bytes`)}\n${m.text}\n`,
  ),
  'AudioCodes, Syslog Viewer, TLS to Teams': ofPeer(
    (m) =>
      `00:16:35.302  192.0.2.99  local0.notice  [S=17${m.at}] [SID=b9027c:24:198171]  (N  68${m.at}) ---- ${way(m, 'Incoming', 'Outgoing')} SIP Message ${way(m, 'from', 'to')} ${peer(m)} ${way(m, 'to', 'from')} SIPInterface #1 (Teams) TLS TO(#12) SocketID(100) ---- [Time:23-11@00:16:35.302]\n${lf(m.text)}\n`,
  ),
  'Polycom, each line with its stamp': bare((m) => each(m, '1123001635.302|sip  |3|00|')),
  'Polycom, lines indented behind the stamp': ofPeer(
    (m) =>
      `1123001635.302|sip  |1|00|${way(m, '<<< Data received from UDP', '>>> Data Send to UDP')} ${peer(m)}\n${each(m, '1123001635.302|sip  |1|00|    ')}`,
  ),
  'Cisco IOS, sequence numbers and a zone': bare(
    (m) =>
      `0012${m.at}: Nov 23 00:16:35.302 CET: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\n${way(m, 'Received', 'Sent')}: \n${lf(m.text)}\n`,
  ),
  'Avaya Session Manager, SIP log': bare(
    (m) =>
      `23/11/2026 00:16:35.302 ${way(m, '-->', '<--')}\noctets: ${m.text.length}, Body Length: 0\ningress: { L${ip(m.destination)}:5060/R${ip(m.source)}:5080/UDP/0x1}\negress: [NO TARGET]\n${m.text}\n${dashes(68)}\n`,
  ),
  'Avaya Experience Portal': bare(
    (m) =>
      `@2026-11-23 13:02:39,427||FINEST|Tele|8513|FileName=sip/UAInterface.cpp,LineNumber=476|cUAInterface::SendToNetwork: To ${peer(m)}[71:0] <^${linesOf(m).join('^M\n')}^M\n`,
  ),
  'sipp 3.3, stamps with TABs': bare(
    (m) =>
      `${dashes(47)} 2026-11-23\t00:16:35:302\t1795392995.302109\nUDP message ${way(m, 'received', 'sent')} [${m.text.length}] bytes${way(m, ' ', '')}:\n\n${m.text}\n`,
  ),
};
