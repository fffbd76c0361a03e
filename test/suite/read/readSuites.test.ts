import { expect, test } from 'vitest';
import { SuiteError } from '../../../src/suite/problems.js';
import { readSuites } from '../../../src/suite/read/readSuites.js';

function caseOf(...lines: string[]) {
  const text = [
    'cases:',
    '  - name: one',
    '    message: a.sip',
    '    dset: true',
    ...lines.map((line) => `    ${line}`),
  ];
  const [suite] = readSuites(['suite.yaml'], () => Buffer.from(`${text.join('\n')}\n`));
  return suite?.cases[0];
}

test('the keys of the state become a request that needs no second reading', () => {
  const read = caseOf(
    'ruri: sip:carol@192.0.2.8',
    'src: "[2001:db8::7]:5080"',
    'dst: 192.0.2.9',
    'transport: tls',
    'route: failure',
    'setvars: false',
    'exec_timer: 0.25',
    'shell: /bin/bash',
    'avp: { a: [one, two] }',
    'var: { v: 7 }',
  );
  expect(read?.options).toEqual({
    requestUri: Buffer.from('sip:carol@192.0.2.8'),
    source: { ip: '2001:db8::7', port: 5080 },
    destination: { ip: '192.0.2.9' },
    transport: 'tls',
    route: 'failure',
    setvars: false,
    execTimerMs: 250,
    shell: '/bin/bash',
    avps: [
      { name: 'a', value: Buffer.from('one') },
      { name: 'a', value: Buffer.from('two') },
    ],
    vars: [{ name: 'v', value: Buffer.from('7') }],
  });
});

test('a selector becomes a selection', () => {
  const text =
    'cases: [{ name: one, dset: x, message: { file: a.pcap, n: "2-3,7-", method: "invite,bye", first: true, from: bob } }]';
  const [suite] = readSuites(['suite.yaml'], () => Buffer.from(text));
  expect(suite?.cases[0]?.messages).toMatchObject([
    {
      path: 'a.pcap',
      selection: {
        ranges: [
          [2, 3],
          [7, Number.POSITIVE_INFINITY],
        ],
        methods: ['INVITE', 'BYE'],
        from: 'bob',
        isFirstOnly: true,
        retransmissions: 'kept',
      },
    },
  ]);
});

test.each([
  ['src: nonsense', 'src nonsense: expected IP or IP:PORT, an IPv6 address with a port in brackets', 5, 10],
  [
    'dst: 192.0.2.1:99999',
    'dst 192.0.2.1:99999: expected IP or IP:PORT, an IPv6 address with a port in brackets',
    5,
    10,
  ],
  ['exec_timer: -1', 'exec_timer is a number of seconds from 0', 5, 17],
])('%s is told with its place', (line, message, atLine, column) => {
  expect(() => caseOf(line)).toThrow(SuiteError);
  try {
    caseOf(line);
  } catch (error) {
    const place = { file: 'suite.yaml', line: atLine, column };
    expect((error as SuiteError).problems).toEqual([{ message, place }]);
  }
});
