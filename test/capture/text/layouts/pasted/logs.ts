import { bare, each, lf, linesOf, ofPeer, type Pasted, peer, way } from './writing.js';

const indent = ' '.repeat(37);
const inString = (text: string) => JSON.stringify(text);

/** Messages in the logs of programs and loggers that have no reader of their own. */
export const logs: Readonly<Record<string, Pasted>> = {
  'journalctl, the lines of an entry indented': bare((m) => {
    const [first, ...others] = linesOf(m);
    return `Nov 23 00:16:35 sbc kamailio[2710]: INFO: <script>: ${first}\n${others.map((line) => `${indent}${line}\n`).join('')}`;
  }),
  'journalctl, with an address before the message': bare((m) => {
    const [first, ...others] = linesOf(m);
    return `Nov 23 00:16:35 sbc kamailio[2710]: 3(2710) INFO: {1 1 INVITE x} <script>: from ${m.source}: ${first}\n${others.map((line) => `${indent}${line}\n`).join('')}`;
  }),
  'docker, json-file': bare((m) =>
    linesOf(m)
      .map(
        (line) =>
          `${inString({ log: `${line}\r\n`, stream: 'stdout', time: '2026-11-23T00:16:35.302Z' } as never)}\n`,
      )
      .join(''),
  ),
  'a log that quotes its text, the message behind other words': bare(
    (m) =>
      `time=2026-11-23T00:16:35.302Z level=DEBUG msg="UDP ${way(m, 'read', 'write')} ${m.source} <- ${m.destination}:\\n${inString(m.text).slice(1)} caller=transport.go:77\n`,
  ),
  'a log with %q': bare((m) => `2026/11/23 00:16:35 UDP recv: ${inString(m.text)}\n`),
  'bytes of Python at the begin of a line': bare(
    (m) => `b'${inString(m.text).slice(1, -1).replaceAll('\\"', '"')}'\n`,
  ),
  'strings that a program of Java puts together': bare(
    (m) =>
      `String text = ${linesOf(m)
        .map((line) => inString(`${line}\r\n`))
        .join(' +\n    ')};\n`,
  ),
  'strings in a program of C': bare(
    (m) =>
      `static const char *message =\n${linesOf(m)
        .map((line) => `    ${inString(`${line}\r\n`)}`)
        .join('\n')};\n`,
  ),
  'sipp -trace_err, from its first line on': bare(
    (m) =>
      `2026-11-23\t00:16:35.302109\t1795392995.302109: Aborting call on unexpected message for Call-Id '1-2@x': while expecting '180' (index 2), received '${m.text}'.\n`,
  ),
  'sipp -trace_logs, from its first line on': bare((m) => `2026-11-23 00:16:35.302109 LOG ${lf(m.text)}\n`),
  'a log with a number before each message, from its first line on': bare(
    (m) => `LOG id:${m.at} ${lf(m.text)}\n`,
  ),
  'Kamailio, debug=4': bare(
    (m) =>
      ` 3(2710) DEBUG: <core> [core/receive.c:206]: receive_msg(): --- received sip message - call-id: [x]\n 3(2710) DEBUG: <core> : orig. request: ${lf(m.text)}\n`,
  ),
  'Kamailio, xlog on the console': bare((m) => ` ${m.at}(2710) INFO: <script>: [mb] ${lf(m.text)}`),
  'OpenSIPS, xlog through syslog': bare((m) => `Nov 23 00:16:35 sbc /usr/sbin/opensips[2710]: ${lf(m.text)}`),
  'logcli of Loki': bare((m) => each(m, '2026-11-23T00:16:35+01:00 {app="kamailio"} ')),
  'kubectl logs --prefix': bare((m) => each(m, '[pod/sbc-7d9f/kamailio] ')),
  'Mediatrix, each line by syslog': bare((m) =>
    each(m, 'Nov 23 00:16:35 192.168.1.1 local0.debug MxSip [1234]: SipSignalling: '),
  ),
  'PJSIP in logcat, brief': ofPeer(
    (m) =>
      `D/PJSIP   ( 1234): 00:16:35.302   pjsua_core.c  ${way(m, '.RX', 'TX')} ${m.text.length} bytes Request msg X/cseq=1 (tdta0x12) ${way(m, 'from', 'to')} UDP ${peer(m)}:\n${each(m, 'D/PJSIP   ( 1234): ')}D/PJSIP   ( 1234): \nD/PJSIP   ( 1234): --end msg--\n`,
  ),
};
