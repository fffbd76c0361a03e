import { expect, test } from 'vitest';
import { readInput, texts } from '../../collectInput.js';
import { call, type Traced } from './tracedMessages.js';

const lf = (text: string) => text.replaceAll('\r\n', '\n');
const peer = (m: Traced) => (m.isReceived ? m.source : m.destination);
const dir = (m: Traced, received: string, sent: string) => (m.isReceived ? received : sent);
const ts = (m: Traced) => `00:16:${10 + m.at}.302`;

/** Messages as they stand in logs and pages that have no format of their own here, or a variant of one. */
const pasted: Readonly<Record<string, (m: Traced) => string>> = {
  'Oracle sipmsg.log': (m) =>
    `Nov 23 ${ts(m)} On [0:0]${dir(m, m.destination, m.source)} ${dir(m, 'received from', 'sent to')} ${peer(m)}\n${lf(m.text)}\n----------------------------------------\n`,
  'a log with the way in words (Mitel)': (m) =>
    `${ts(m)} ${dir(m, 'Received', 'Sent')} message ${dir(m, 'from', 'to')} ${peer(m)} udp\n\n${lf(m.text)}\n`,
  'Grandstream syslog': (m) =>
    `Nov 23 00:16:35 192.168.0.10 GXP2170 [00:0B:82:AA:BB:CC] [1.0.11.48] SIP: ${dir(m, 'Received', 'Sending')} ${m.text.length} bytes ${dir(m, 'from', 'to')} ${peer(m)}\n${lf(m.text)}\n`,
  'Yealink syslog, each line': (m) =>
    `Nov 23 00:16:35 sip [1176:1193]: SUA <6+info  > [000] ${dir(m, 'Received', 'Message sent')}: (to dest=${peer(m)} len=${m.text.length})\n` +
    lf(m.text)
      .split('\n')
      .map((l) => `Nov 23 00:16:35 sip [1176:1193]: SUA <6+info  > [000] ${l}`)
      .join('\n') +
    '\n',
  'Genesys SIP Server': (m) =>
    `${ts(m)}: ${dir(m, 'SIPTR: Received', 'SIPTR: Sending')} [0,UDP] ${m.text.length} bytes ${dir(m, 'from', 'to')} ${peer(m)} <<<<<\n${lf(m.text)}\n`,
  Zoiper: (m) => `[2026-11-23 ${ts(m)}] ${dir(m, 'RX', 'TX')} ${peer(m)} UDP\n${lf(m.text)}\n\n`,
  'heplify debug': (m) =>
    `2026/11/23 00:16:35.302109 publish.go:55: DBG [HEP] ${m.source} -> ${m.destination}\n${lf(m.text)}\n`,
  'sipsak -vvv': (m) =>
    `\n${dir(m, `received message from ${peer(m)}:`, `message sent to ${peer(m)}:`)}\n${lf(m.text)}\n** reply received after 12.3 ms **\n`,
  'pjsua in docker compose': (m) =>
    `pjsua_1  | ${ts(m)}   pjsua_core.c  .${dir(m, 'RX', 'TX')} ${m.text.length} bytes Request msg X/cseq=1 (rdata0x7) ${dir(m, 'from', 'to')} UDP ${peer(m)}:\n${lf(
      m.text,
    )
      .split('\n')
      .map((l) => `pjsua_1  | ${l}`)
      .join('\n')}\npjsua_1  | --end msg--\n`,
  'a forum, in fences': (m) =>
    `**${dir(m, 'Request received', 'Sent')}** at 00:16\n\n\`\`\`\n${lf(m.text)}\`\`\`\n\n`,
  'Slack, quoted': (m) =>
    `bob  12:0${m.at} PM\n${lf(m.text)
      .split('\n')
      .map((l) => `> ${l}`)
      .join('\n')}\n\n`,
  'Metaswitch (Clearwater)': (m) =>
    `23-11-2026 ${ts(m)} UTC Debug pjsip: sip_endpoint.c Processing incoming message\n23-11-2026 ${ts(m)} UTC Verbose common_sip_processing.cpp:103: ${dir(m, 'RX', 'TX')} ${m.text.length} bytes Request msg X/cseq=1 (rdata0x7) ${dir(m, 'from', 'to')} UDP ${peer(m)}:\n--start msg--\n\n${lf(m.text)}\n--end msg--\n`,
  'JSON lines of a logger': (m) =>
    `${JSON.stringify({
      ts: '2026-11-23T00:16:35Z',
      level: 'info',
      msg: m.text,
      src_ip: m.source.split(':')[0],
      src_port: 5080,
      dst_ip: m.destination.split(':')[0],
    })}\n`,
  'Kamailio xlog through stderr': (m) => ` 3(2710) INFO: <script>: ${lf(m.text)}\n`,
  'Kamailio parse_msg error through rsyslog': (m) =>
    `Nov 23 00:16:35 sbc /usr/sbin/kamailio[2710]: ERROR: <core> [core/parser/msg_parser.c:745]: parse_msg(): ERROR: parse_msg: message=<${m.text.replaceAll('\r\n', '#015#012')}>\n`,
  'OpenSIPS debug': (m) =>
    `Nov 23 00:16:35 [2710] DBG:core:parse_msg: First Line of msg\nNov 23 00:16:35 [2710] incoming:\n${lf(m.text)}\n`,
  'Wireshark, copied from the packet': (m) =>
    `No.     Time           Source                Destination           Protocol Length Info\n      ${m.at} 0.000000       192.0.2.10            198.51.100.20         SIP      577    Request: X\n\nSession Initiation Protocol\n${lf(
      m.text,
    )
      .split('\n')
      .map((l) => `    ${l}`)
      .join('\n')}\n`,
  'cat -n': (m) =>
    `${lf(m.text)
      .split('\n')
      .map((l, i) => `${String(i + 1).padStart(6)}\t${l}`)
      .join('\n')}\n`,
  'FreeSWITCH console': (m) =>
    `${dir(m, 'recv', 'send')} ${m.text.length} bytes ${dir(m, 'from', 'to')} udp/[192.0.2.10]:5080 at 00:16:35.302109:\n   ${'-'.repeat(72)}\n   ${lf(m.text).replaceAll('\n', '\n   ')}\n   ${'-'.repeat(72)}\n2026-11-23 00:16:35.302109 [DEBUG] sofia.c:7084 Channel entering state\n`,
  'SIP.js with times': (m) =>
    `Mon Nov 23 2026 00:16:35 GMT+0100 | sip.Transport | ${dir(m, 'Received WebSocket text message', 'Sending WebSocket message')}:\n\n${lf(m.text)}\n`,
  'Skype for Business, OCSLogger': (m) =>
    `TL_INFO(TF_PROTOCOL) [0]0F24.0A14::11/23/2026-00:16:35.302.00000001 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record\nTrace-Correlation-Id: 12345\nInstance-Id: 001\nDirection: ${dir(m, 'incoming', 'outgoing')}\nPeer: ${peer(m)}\nMessage-Type: request\nStart-Line: ${m.text.slice(0, m.text.indexOf('\r'))}\n${lf(m.text)}$$end_record\n`,
  'Lync client': (m) =>
    `11/23/2026|00:16:35.302 1234:5678 INFO  :: ${dir(m, 'Data Received', 'Sending Packet')} - ${m.source} (From Local Address: ${m.destination}) ${m.text.length} bytes:\n11/23/2026|00:16:35.302 1234:5678 INFO  :: ${lf(m.text)}11/23/2026|00:16:35.302 1234:5678 INFO  :: End of ${dir(m, 'Data Received', 'Sending Packet')}\n`,
  'Asterisk log with the heading on its own line': (m) =>
    `[2026-11-23 00:16:35] VERBOSE[2710] chan_sip.c:\n${dir(m, `<--- SIP read from UDP:${peer(m)} --->`, `<--- Transmitting (NAT) to ${peer(m)} --->`)}\n${lf(m.text)}\n<------------->\n`,
  'YAML block': (m) =>
    `- message: |\n${lf(m.text)
      .split('\n')
      .map((l) => `    ${l}`)
      .join('\n')}\n  source: ${m.source}\n`,
  'a page with <br> at line ends': (m) =>
    `<b>${dir(m, 'in', 'out')}</b><br>\n${lf(m.text).replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>\n')}<hr>\n`,
  'a page, each message in one line': (m) =>
    `<p>${lf(m.text).replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br/>')}</p>\n`,
  'a Python bytes string': (m) =>
    `DEBUG:sip:recv ${JSON.stringify(m.text).replaceAll('"', "'").replace(/^'/, "b'").replaceAll("\\'", '"')} from ('192.0.2.10', 5080)\n`,
  'a table of comma-separated values': (m) =>
    `"2026-11-23","${m.source}","${lf(m.text).replaceAll('"', '""')}","ok"\n`,
};

test.each(Object.keys(pasted))('%s', async (name) => {
  const write = pasted[name] as (m: Traced) => string;
  const { messages, problems, format } = await readInput(call().map(write).join(''));
  const bare = (text: string) => lf(text).trimEnd();
  expect(texts({ messages, problems, format }).map(bare)).toEqual(call().map((m) => bare(m.text)));
  expect(problems.filter(({ nature }) => nature !== 'format')).toEqual([]);
});
