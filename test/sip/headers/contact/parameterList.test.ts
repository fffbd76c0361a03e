import { expect, test } from 'vitest';
import {
  type ListForm,
  listForms,
  parseParameterList,
} from '../../../../src/sip/headers/contact/parameterList.js';
import { isMalformed, type Span } from '../../../../src/sip/span.js';

/** The parameters, where the last one ends, and where the list does; or what is wrong, and where. */
function read(text: string, form: ListForm): string {
  const bytes = Buffer.from(text, 'latin1');
  const parsed = parseParameterList(bytes, 0, bytes.length, form);
  if (isMalformed(parsed)) return `${parsed.malformed} at ${parsed.at}`;
  const show = (span: Span | undefined) =>
    span === undefined ? '-' : bytes.toString('latin1', span.start, span.end);
  const list = parsed.list.map(({ name, value }) => `${show(name)}=${show(value)}`);
  return `${list.join(' ')} to ${parsed.lastEnd}, next ${parsed.next}`;
}

const bySeparator = (separator: string, comma?: 'separates' | 'ends-list'): ListForm => ({
  ...listForms.strict,
  separator: separator.charCodeAt(0),
  ...(comma && { comma }),
});

// A comma ends a list, unless it separates the parameters and may.
test.each([
  [
    'a=1;b=2,c=3',
    {
      semicolon: 'a=1 b=2 to 7, next 7',
      comma: 'a=1;b=2 c=3 to 11, next 11',
      'comma that ends': 'a=1;b=2 to 7, next 7',
      ampersand: 'a=1;b=2 to 7, next 7',
    },
  ],
  [
    'a=1,b=2',
    {
      semicolon: 'a=1 to 3, next 3',
      comma: 'a=1 b=2 to 7, next 7',
      'comma that ends': 'a=1 to 3, next 3',
      ampersand: 'a=1 to 3, next 3',
    },
  ],
  [
    'a&b',
    {
      semicolon: 'a&b=- to 3, next 3',
      comma: 'a&b=- to 3, next 3',
      'comma that ends': 'a&b=- to 3, next 3',
      ampersand: 'a=- b=- to 3, next 3',
    },
  ],
  [
    'a=1 , b',
    {
      semicolon: 'a=1 to 3, next 4',
      comma: 'a=1 b=- to 7, next 7',
      'comma that ends': 'a=1 to 3, next 4',
      ampersand: 'a=1 to 3, next 4',
    },
  ],
  [
    'a,',
    {
      semicolon: 'a=- to 1, next 1',
      comma: 'parameter expected at 2',
      'comma that ends': 'a=- to 1, next 1',
      ampersand: 'a=- to 1, next 1',
    },
  ],
  [
    'a=,b',
    {
      semicolon: 'parameter without a value at 2',
      comma: 'parameter without a value at 2',
      'comma that ends': 'parameter without a value at 2',
      ampersand: 'parameter without a value at 2',
    },
  ],
  [
    '"a"="1,2"',
    {
      semicolon: '"a"=1,2 to 9, next 9',
      comma: '"a"=1,2 to 9, next 9',
      'comma that ends': '"a"=1,2 to 9, next 9',
      ampersand: '"a"=1,2 to 9, next 9',
    },
  ],
  [
    'a="1;2" ;b',
    {
      semicolon: 'a=1;2 b=- to 10, next 10',
      comma: 'text after a parameter at 8',
      'comma that ends': 'text after a parameter at 8',
      ampersand: 'text after a parameter at 8',
    },
  ],
  [
    'a;;b',
    {
      semicolon: 'a=- =- b=- to 4, next 4',
      comma: 'a;;b=- to 4, next 4',
      'comma that ends': 'a;;b=- to 4, next 4',
      ampersand: 'a;;b=- to 4, next 4',
    },
  ],
])('%j by its separator', (text, expected) => {
  expect({
    semicolon: read(text, bySeparator(';')),
    comma: read(text, bySeparator(',', 'separates')),
    'comma that ends': read(text, bySeparator(',', 'ends-list')),
    ampersand: read(text, bySeparator('&')),
  }).toEqual(expected);
  expect(read(text, bySeparator(';', 'separates'))).toBe(expected.semicolon);
  expect(read(text, bySeparator(','))).toBe(expected['comma that ends']);
});

test.each([
  ["a='1;2'", "a='1 2'=- to 7, next 7", 'a=1;2 to 7, next 7'],
  ["a='1", "a='1 to 4, next 4", 'quoted value without an end at 2'],
  ['a="1\'";b', "a=1' b=- to 8, next 8", "a=1' b=- to 8, next 8"],
  ['a=', 'parameter without a value at 2', 'a= to 2, next 2'],
  ['a= ', 'parameter without a value at 3', 'a= to 3, next 3'],
  ['a=;b', 'parameter without a value at 2', 'parameter without a value at 2'],
  ['a="1"b', 'text after a parameter at 5', 'text after a parameter at 5'],
  ['a=""', 'a= to 4, next 4', 'a= to 4, next 4'],
  [' a\t=\r\n b\n;c ', 'a=b c=- to 11, next 12', 'a=b c=- to 11, next 12'],
  ['', 'parameter expected at 0', 'parameter expected at 0'],
  ['a; ', 'parameter expected at 3', 'parameter expected at 3'],
])('%j is, strictly read, %j, and leniently %j', (text, strict, lenient) => {
  expect([read(text, listForms.strict), read(text, listForms.lenient)]).toEqual([strict, lenient]);
});
