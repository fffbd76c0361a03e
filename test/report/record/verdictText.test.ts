import { expect, test } from 'vitest';
import { verdictText } from '../../../src/report/record/verdictText.js';

const textOf = (recorded: Buffer | undefined, expected: Buffer | undefined, offsetBytes: number) =>
  verdictText({
    server: 'kamailio-5.6',
    checks: ['environment'],
    differences: [{ what: 'SIP_RURI', offsetBytes, recorded, expected }],
  }).toString('utf8');

test('what was recorded stands above what the profile makes of it', () => {
  expect(textOf(Buffer.from('sip:bob'), Buffer.from('sip:bib'), 5)).toBe(
    'SIP_RURI: byte 6 differs from kamailio-5.6\n- sip:bob\n+ sip:bib\n',
  );
});

test('a variable that one of them does not have is not set, and no empty one', () => {
  expect(textOf(undefined, Buffer.alloc(0), 0)).toBe(
    'SIP_RURI: byte 1 differs from kamailio-5.6\n- (not set)\n+ \n',
  );
});

test('of long values 30 bytes stand on each side of the first that differs', () => {
  const long = (middle: string) => Buffer.from('a'.repeat(100) + middle + 'b'.repeat(100));
  expect(textOf(long('X'), long('Y'), 100)).toBe(
    `SIP_RURI: byte 101 differs from kamailio-5.6\n- …${'a'.repeat(30)}X${'b'.repeat(29)}…\n+ …${'a'.repeat(30)}Y${'b'.repeat(29)}…\n`,
  );
});

test('a value that ends where the other one goes on is no longer than it is', () => {
  expect(textOf(Buffer.from('sip:bob'), Buffer.from('sip:bob;lr'), 7)).toBe(
    'SIP_RURI: byte 8 differs from kamailio-5.6\n- sip:bob\n+ sip:bob;lr\n',
  );
});

test('where nothing differs there is nothing to read', () => {
  expect(verdictText({ server: 'kamailio-5.6', checks: [], differences: [] })).toEqual(Buffer.alloc(0));
});
