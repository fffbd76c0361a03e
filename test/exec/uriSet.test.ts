import { expect, test } from 'vitest';
import { UriSet } from '../../src/exec/uriSet.js';

const line = (text: string, isRemainder = false) => ({ text: Buffer.from(text), isRemainder });

test('keeps URIs in order, up to as many as the server takes', () => {
  const uris = new UriSet(2);
  expect([uris.take(line('sip:a@x')), uris.take(line('sip:b@x')), uris.isOverfull]).toEqual([
    'more',
    'more',
    false,
  ]);
  expect([uris.take(line('sip:c@x')), uris.isOverfull]).toEqual(['stop', true]);
  expect(uris.uris.map(String)).toEqual(['sip:a@x', 'sip:b@x']);
});

test('remembers which URIs are rests of lines that were too long', () => {
  const uris = new UriSet(3);
  uris.take(line('sip:a@x'));
  uris.take(line('rest', true));
  expect([uris.uris.map(String), uris.remainders.map(String)]).toEqual([['sip:a@x', 'rest'], ['rest']]);
});
