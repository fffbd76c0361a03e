import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/report/pictures/displayWidth.js';
import { asciiStrokes, ladder, unicodeStrokes } from '../../../src/report/pictures/ladder.js';
import { callThroughProxy, row } from './rows.js';

function drawn(width: number, rows = callThroughProxy, strokes = unicodeStrokes): string {
  const lines = ladder(rows, { width, strokes });
  expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  return `\n${lines.join('\n')}\n`;
}

describe('a ladder fits the terminal', () => {
  test('of 120 columns', () => {
    expect(drawn(120)).toMatchInlineSnapshot(`
      "
                   192.0.2.1:5060                              192.0.2.2:5060                              192.0.2.3:5062
      11:06:40.010        │──── INVITE sip:bob@biloxi.example.com ───>│                                           │
      11:06:40.020        │<╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 100 Trying ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│                                           │
      11:06:40.030        │                                           │────── INVITE sip:bob@192.0.2.3:5062 ─────>│
      11:06:40.040        │                                           │<╌╌╌╌╌╌╌╌╌╌╌╌╌ 486 Busy Here ╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
      11:06:40.050        │<╌╌╌╌╌╌╌╌╌╌╌╌╌ 486 Busy Here ╌╌╌╌╌╌╌╌╌╌╌╌╌╌│                                           │
      "
    `);
  });

  test('and cuts nothing where there is room for it', () => {
    const long = `sip:${'u'.repeat(60)}@example.com`;
    const rows = [row(1, '192.0.2.1:5060', '192.0.2.2:5060', `INVITE ${long}`)];
    expect(drawn(120, rows)).toContain(` INVITE ${long} `);
    expect(drawn(80, rows)).not.toContain(long);
  });

  test('of 80 columns', () => {
    expect(drawn(80)).toMatchInlineSnapshot(`
      "
                   192.0.2.1:5060            192.0.2.2:5060            192.0.2.3:5062
      11:06:40.010        │─ INVITE sip:bob@bilox… >│                         │
      11:06:40.020        │<╌╌╌╌╌ 100 Trying ╌╌╌╌╌╌╌│                         │
      11:06:40.030        │                         │─ INVITE sip:bob@192.0… >│
      11:06:40.040        │                         │<╌╌╌╌ 486 Busy Here ╌╌╌╌╌│
      11:06:40.050        │<╌╌╌╌ 486 Busy Here ╌╌╌╌╌│                         │
      "
    `);
  });

  test('of 60 columns', () => {
    expect(drawn(60)).toMatchInlineSnapshot(`
      "
                   192.0.2.1:5060  192.0.2.2:5060  192.0.2.3:5062
      11:06:40.010        │─ INVITE sip… >│               │
      11:06:40.020        │< 100 Trying ╌╌│               │
      11:06:40.030        │               │─ INVITE sip… >│
      11:06:40.040        │               │< 486 Busy H… ╌│
      11:06:40.050        │< 486 Busy H… ╌│               │
      "
    `);
  });

  test('in ASCII', () => {
    const text = drawn(60, callThroughProxy, asciiStrokes);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(text).toContain('|< 100 Trying ..|');
  });

  test('with a ladder a call, where all of them have too many lanes, and a list where one has', () => {
    const hops = (callId: string, first: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        row(
          first + i,
          `192.0.2.${first + i}:5060`,
          `192.0.2.${first + i + 1}:5060`,
          'INVITE sip:bob@x',
          callId,
        ),
      );
    expect(drawn(60, [...hops('few', 10, 3), ...hops('many', 20, 6)])).toMatchInlineSnapshot(`
      "
      call 1: 3 messages in 0.020 s, Call-ID few
       1 = 192.0.2.10:5060
       2 = 192.0.2.11:5060
       3 = 192.0.2.12:5060
       4 = 192.0.2.13:5060
                   1              2              3              4
      11:06:40.100 │─ INVITE si… >│              │              │
      11:06:40.110 │              │─ INVITE si… >│              │
      11:06:40.120 │              │              │─ INVITE si… >│

      call 2: 6 messages in 0.050 s, Call-ID many
      192.0.2.20:5060 -> 192.0.2.21:5060 INVITE sip:bob@x
      192.0.2.21:5060 -> 192.0.2.22:5060 INVITE sip:bob@x
      192.0.2.22:5060 -> 192.0.2.23:5060 INVITE sip:bob@x
      192.0.2.23:5060 -> 192.0.2.24:5060 INVITE sip:bob@x
      192.0.2.24:5060 -> 192.0.2.25:5060 INVITE sip:bob@x
      192.0.2.25:5060 -> 192.0.2.26:5060 INVITE sip:bob@x
      "
    `);
  });

  test('with wide characters, and what a message would do to a terminal', () => {
    const text = drawn(60, [
      row(1, '192.0.2.1:1', '192.0.2.2:2', 'INVITE sip:東京東京東京東京東京東京東京\x1b[31m@x'),
    ]);
    expect(text).toMatchInlineSnapshot(`
      "
                   192.0.2.1:1                        192.0.2.2:2
      11:06:40.010      │─ INVITE sip:東京東京東京東京東… >│
      "
    `);
  });

  test('where a message goes to its sender', () => {
    expect(drawn(60, [row(1, '192.0.2.1:1', '192.0.2.1:1', 'INVITE sip:bob@x')])).toMatchInlineSnapshot(`
      "
                   192.0.2.1:1
      11:06:40.010      │ INVITE sip:bob@x
      "
    `);
  });
});
