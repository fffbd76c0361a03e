import { describe, expect, test } from 'vitest';
import { expand, expansionOf, print } from '../../richRequest.js';

describe('what the server knows without the message', () => {
  test.for([
    [
      '$version(num)|$version(full)|$version(hash)',
      'kamailio-5.6',
      '5.6.3|kamailio 5.6.3 (x86_64/linux) |unknown ',
    ],
    ['$env(HOME)|$env(NONE)|$sid|$shv(x)|$xavp(x)', 'kamailio-6.1', '/var/lib/sip|<null>|0|0|<null>'],
    ['$K(IPv4) $K(IPv6) $K(UDP) $K(TCP) $K(TLS) $K(SCTP) $K(x)', 'kamailio-6.1', '2 10 1 2 3 4 <null>'],
    ['$Eb$Ec$Ei$Ej$Ek$En$Eq$Er$Es$Et$Ev', 'kamailio-6.1', '\\,:;\'\n"\r \t`'],
    ['$Tf|$TF', 'kamailio-6.1', 'Mon Nov 23 00:00:00 2026|Mon Nov 23 00:00:00 2026'],
    ['$mf$bf$sf $mF$bF$sF', 'kamailio-6.1', '000 000000000000000000000000'],
    ['[$mf]', 'opensips-2.4', '[]'],
    ['$time(%Y-%m-%d)|$ru_q|$param(1)', 'opensips-2.4', '2026-11-23|-1|<null>'],
  ] as const)('%s on %s', ([text, server, expanded]) => {
    expect(expand(text, server)).toBe(expanded);
  });
});

describe('the time', () => {
  const time = new Date(2026, 10, 3, 4, 5, 6, 789);
  const seconds = Math.floor(time.getTime() / 1000);

  test.for([
    ['$Tf|$TF', 'kamailio-6.1', 'Tue Nov  3 04:05:06 2026|Tue Nov  3 04:05:06 2026'],
    ['$Ts $TS $Tb', 'kamailio-6.1', `${seconds} ${seconds} ${seconds}`],
    ['$TV(s) $TV(u) $TV(Sn) $TV(x)', 'kamailio-6.1', `${seconds} 789000 ${seconds}.789000 <null>`],
    ['$time(sec) $time(min) $time(hour)', 'kamailio-6.1', '6 5 4'],
    ['$time(mday) $time(mon) $time(year)', 'kamailio-6.1', '3 11 2026'],
    ['$time(wday) $time(yday) $time(x)', 'kamailio-6.1', '3 307 <null>'],
    ['$timef(%H:%M)', 'kamailio-6.1', '04:05'],
    ['$time(%H:%M)', 'opensips-2.4', '04:05'],
    ['$Ts $Tsm', 'opensips-3.6', `${seconds} 789000`],
  ] as const)('%s on %s', ([text, server, expected]) => {
    expect(print(text, server, { state: { time } })).toBe(expected);
  });

  test('has microseconds with all their zeros behind the seconds', () => {
    const state = { time: new Date(5007) };
    expect(print('$TV(s) $TV(u) $TV(Sn)', 'kamailio-6.1', { state })).toBe('5 7000 5.007000');
    expect(print('$Tsm', 'opensips-3.6', { state })).toBe('7000');
  });

  test('says whether it is summer time', ({ skip }) => {
    const { TZ } = process.env;
    try {
      process.env.TZ = 'Europe/Berlin';
      skip(new Date(2026, 6, 1).getTimezoneOffset() !== -120, 'the zone cannot be changed in this process');
      const isSummer = (month: number) =>
        print('$time(isdst)', 'kamailio-6.1', { state: { time: new Date(2026, month, 15) } });
      expect([0, 2, 3, 6, 9, 10, 11].map(isSummer)).toEqual(['0', '0', '1', '1', '1', '0', '0']);
      process.env.TZ = 'Australia/Sydney';
      expect([0, 2, 3, 6, 9, 10, 11].map(isSummer)).toEqual(['1', '1', '0', '0', '1', '1', '1']);
      process.env.TZ = 'UTC';
      expect([0, 6].map(isSummer)).toEqual(['0', '0']);
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    }
  });

  test('in UTC is that of no zone', () => {
    const state = { time: new Date(Date.UTC(2026, 10, 3, 4, 5, 6)) };
    expect(print('$utimef(%F %T)', 'kamailio-6.1', { state })).toBe('2026-11-03 04:05:06');
  });

  test.for([
    ['Sun Nov  1', 1],
    ['Mon Nov  2', 2],
    ['Wed Nov  4', 4],
    ['Thu Nov  5', 5],
    ['Fri Nov  6', 6],
    ['Sat Nov  7', 7],
  ] as const)('begins with the day of the week: %s', ([begin, day]) => {
    const state = { time: new Date(2026, 10, day) };
    expect(print('$Tf', 'kamailio-6.1', { state })).toBe(`${begin} 00:00:00 2026`);
  });

  test('names the month', () => {
    const months = Array.from({ length: 12 }, (_, month) =>
      print('$Tf', 'kamailio-6.1', { state: { time: new Date(2026, month, 1) } }).slice(4, 7),
    );
    expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
  });
});

describe('what a script or the server has set', () => {
  test.for([
    ['$var(x)|$avp(x)|$vz(x)|$vn(x)', 'kamailio-6.1', '0|<null>|0|<null>'],
    ['$var(x)|$avp(x)', 'opensips-2.4', '<null>|<null>'],
    ['$mf|$mF|$pp|$mi|$mt|$rc', 'kamailio-6.1', '0|00000000|1|1|1|1'],
    ['$sid|$shv(x)|$ruid', 'kamailio-6.1', '0|0|<null>'],
  ] as const)('%s on %s, where nothing is', ([text, server, expected]) => {
    expect(print(text, server)).toBe(expected);
  });

  test('the process that runs the script has a number', () => {
    expect(print('$pp', 'kamailio-6.1', { state: { processId: 77 } })).toBe('77');
  });

  test('of variables with one name the last, of AVPs all, the last first', () => {
    const given = ['1', '2'].map((value) => ({ name: 'x', value: Buffer.from(value) }));
    const state = { vars: given, avps: [...given, { name: 's:x', value: Buffer.from('3') }] };
    expect(print('$var(x)|$avp(x)|$(avp(x)[1])|$(avp(x)[*])|$cnt($avp(x))', 'kamailio-6.1', { state })).toBe(
      '2|3|2|3,2,1|3',
    );
    expect(print('$cnt($(avp(s:x)))|$cnt($var(x))', 'kamailio-6.1', { state })).toBe('3|<null>');
  });

  test('says of what has no value that the script sets it', () => {
    const given = [{ name: 'x', value: Buffer.from('1') }];
    const state = { vars: given, avps: given };
    const expansion = expansionOf('$var(x)$var(y)$avp(x)$avp(y)$rU$hdr(None)', 'kamailio-6.1', { state });
    const spans = expansion.outcome === 'expanded' ? expansion.spans : [];
    expect(spans.map(({ name, isUnset = false }) => `${name} ${isUnset}`)).toEqual([
      '$var(x) false',
      '$var(y) true',
      '$avp(x) false',
      '$avp(y) true',
      '$rU false',
      '$hdr(None) false',
    ]);
  });
});
