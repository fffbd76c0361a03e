import { bare, both, doubled, ip, lf, linesOf, type Pasted, port } from './writing.js';

const json = (value: unknown) => `${JSON.stringify(value)}\n`;
const moment = '2026-11-23T00:16:35.302Z';

/** Messages as log stores and tables export them. */
export const exports: Readonly<Record<string, Pasted>> = {
  'Loki, JSON': bare((m) => json({ line: m.text, timestamp: '1795392995302109000', fields: { app: 'sbc' } })),
  'CloudWatch, JSON': bare(
    (m) =>
      `        {\n            "timestamp": 1795392995302,\n            "message": ${JSON.stringify(m.text)},\n            "eventId": "3${m.at}"\n        }${m.at < 7 ? ',' : ''}\n`,
    { head: '{\n    "events": [\n', tail: '    ]\n}\n' },
  ),
  'CloudWatch, CSV': bare((m) => `1795392995302,"${doubled(m.text)}"\n`, { head: 'timestamp,message\n' }),
  'aws logs, text': bare((m) => `EVENTS\t3${m.at}\t1795392995302\t${m.text}\ta\t1795392995302\n`),
  'Kibana, CSV': bare((m) => `"Nov 23, 2026 @ 00:16:35.302","kamailio","${doubled(lf(m.text))}"\n`, {
    head: '"@timestamp",program,message\n',
  }),
  'Splunk, CSV': bare((m) => `"${doubled(lf(m.text))}","2026-11-23T00:16:35.302+0100",sbc,kamailio\n`, {
    head: '"_raw","_time",host,sourcetype\n',
  }),
  'Splunk, JSON': bare((m) => json({ preview: false, result: { _raw: m.text, _time: moment, host: 'sbc' } })),
  'Graylog, CSV': bare((m) => `"${moment}","sbc","${doubled(m.text)}"\n`, {
    head: '"timestamp","source","message"\n',
  }),
  'Elasticsearch, JSON lines': both((m) =>
    json({
      _index: 'sip-2026',
      _source: {
        '@timestamp': moment,
        source: { ip: ip(m.source), port: Number(port(m.source)) },
        destination: { ip: ip(m.destination), port: Number(port(m.destination)) },
        message: m.text,
      },
    }),
  ),
  "Kamailio's sip_trace as JSON": both((m) =>
    json({ time_stamp: moment, fromip: `udp:${m.source}`, toip: `udp:${m.destination}`, msg: m.text }),
  ),
  'Homer 5, JSON': both((m) =>
    json({
      micro_ts: 1795392995302109,
      source_ip: ip(m.source),
      source_port: Number(port(m.source)),
      destination_ip: ip(m.destination),
      destination_port: Number(port(m.destination)),
      msg: m.text,
    }),
  ),
  'Homer, CSV': bare((m) => `${m.at},2026-11-23,${ip(m.source)},${port(m.source)},"${doubled(m.text)}"\n`, {
    head: 'id,date,srcip,srcport,raw\n',
  }),
  'journalctl -o json, a message as bytes': bare((m) =>
    json({ __REALTIME_TIMESTAMP: '1795392995302109', MESSAGE: [...Buffer.from(m.text)] }),
  ),
  'a buffer of Node, as JSON': bare((m) => json({ from: m.at, data: Buffer.from(m.text) })),
  'one line of a message in each object': bare((m) =>
    linesOf(m)
      .map((line) => json({ level: 'info', msg: line }))
      .join(''),
  ),
  'an object of Node that is no JSON': bare(
    (m) =>
      `{\n  raw: ${linesOf(m)
        .map((line) => `'${line.replaceAll("'", "\\'")}\\r\\n'`)
        .join(' +\n    ')},\n  n: 1\n}\n`,
  ),
  'a log that begins with an object': bare((m) => `{"level":"info","call":${m.at}}\n${lf(m.text)}\n`),
};
