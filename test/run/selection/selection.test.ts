import { expect, test } from 'vitest';
import { InputMessage } from '../../../src/run/input/inputMessage.js';
import { parseRange, type Selection } from '../../../src/run/selection/selection.js';
import { Selector } from '../../../src/run/selection/selector.js';
import { request } from '../../cli/program.js';

const texts = [
  request(),
  request({ 'Call-ID': 'other' }, { method: 'BYE' }),
  request({ From: undefined, f: '<sip:carol@\r\n example.com>;tag=1' }),
  request(),
  request().replace(/^INVITE \S+ SIP\/2\.0/, 'SIP/2.0 200 OK'),
];

function selected(selection: Selection): number[] {
  const selector = new Selector(selection);
  return texts
    .map((text, i) => new InputMessage(i + 1, 'input', { bytes: Buffer.from(text) }))
    .filter((message) => selector.selects(message))
    .map(({ index }) => index);
}

test.each<[string, Selection, number[]]>([
  ['nothing said', {}, [1, 2, 3, 4, 5]],
  [
    'ranges',
    {
      ranges: [
        [1, 1],
        [4, Number.POSITIVE_INFINITY],
      ],
    },
    [1, 4, 5],
  ],
  ['a method, with the replies to it', { methods: ['invite'] }, [1, 3, 4, 5]],
  ['a Call-ID', { callIds: ['other'] }, [2]],
  ['From, by its compact name and over folded lines', { from: 'carol@ example.com' }, [3]],
  [
    'the first of what is selected otherwise',
    { methods: ['INVITE'], ranges: [[2, 5]], isFirstOnly: true },
    [3],
  ],
  ['no retransmissions', { retransmissions: 'left-out' }, [1, 2, 5]],
])('%s', (_name, selection, expected) => {
  expect(selected(selection)).toEqual(expected);
});

test.each([
  ['3', [3, 3]],
  ['2-5', [2, 5]],
  ['7-', [7, Number.POSITIVE_INFINITY]],
  ['0', 'messages are numbered from 1'],
  ['5-2', 'the range runs backwards'],
  ['x', 'not a message number or a range such as 2-5'],
])('%s as a range', (text, expected) => {
  expect(parseRange(text)).toEqual(expected);
});

test('a CANCEL is no retransmission of its INVITE, even where its CSeq is', () => {
  const selector = new Selector({ retransmissions: 'left-out' });
  const selects = (text: string) =>
    selector.selects(new InputMessage(1, 'input', { bytes: Buffer.from(text) }));
  const cancel = request({ CSeq: '314159 INVITE' }, { method: 'CANCEL' });
  expect([request(), cancel, cancel, request()].map(selects)).toEqual([true, true, false, false]);
});
