import { withoutTrailing } from '../../../../../sip/withoutTrailing.js';
import { readNumber, wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { bytesOf, numberValue, onText, type Transformation, textArgument } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';
import { kamailioRules } from '../rules.js';

const empty = Buffer.alloc(0);

/** The value, and what it is as a number; a lone sign and nothing at all are 0. */
const integer: Transformation = (value, { context, number }) => {
  const read = number ?? readNumber(value, kamailioRules(context).numberBits);
  return read === undefined ? undefined : { text: value, number: read };
};

/** `{s.substr,offset,length}`: a negative offset counts from the end, length 0 is all the rest. */
const substring: Transformation = (value, call) => {
  const offset = wholeNumber(call, 0);
  const length = wholeNumber(call, 1);
  if (offset === undefined || length === undefined) return undefined;
  const start = offset < 0 ? value.length + offset : offset;
  if (start < 0 || start >= value.length) return undefined;
  return length < 0 ? undefined : value.subarray(start, length === 0 ? value.length : start + length);
};

/** `{s.select,index,separator}`: the index-th field from 0, from the end when negative. */
const select: Transformation = (value, call) => {
  const index = wholeNumber(call, 0);
  if (index === undefined) return undefined;
  return bytesOf(value.toString('latin1').split(textArgument(call, 1)).at(index) ?? '');
};

function strip(from: 'start' | 'end'): Transformation {
  return (value, call) => {
    const count = wholeNumber(call, 0);
    if (count === undefined || count <= 0) return count === undefined ? undefined : value;
    if (count >= value.length) return empty;
    return from === 'start' ? value.subarray(count) : value.subarray(0, value.length - count);
  };
}

/** All beginnings of the value, the shortest first, or as many of them as the argument says. */
function prefixes(quote: string): Transformation {
  return (value, call) => {
    const maxCount = call.arguments.length === 0 ? 0 : wholeNumber(call, 0);
    if (maxCount === undefined) return undefined;
    const text = value.toString('latin1', 0, maxCount > 0 ? maxCount : value.length);
    return bytesOf(Array.from(text, (_, index) => `${quote}${text.slice(0, index + 1)}${quote}`).join(','));
  };
}

const remove: Transformation = (value, call) => {
  const searched = textArgument(call, 0);
  return searched === '' ? value : bytesOf(value.toString('latin1').replaceAll(searched, ''));
};

const replace: Transformation = (value, call) => {
  const searched = textArgument(call, 0);
  return searched === ''
    ? value
    : bytesOf(value.toString('latin1').replaceAll(searched, () => textArgument(call, 1)));
};

/** What stands before or after the first occurrence of a byte; version 6 overlooks one at the start. */
function around(part: 'before' | 'after'): Transformation {
  return (value, call) => {
    const { firstByte } = kamailioRules(call.context);
    const found = value.indexOf(textArgument(call, 0), 0, 'latin1');
    return cutAt(value, found === 0 && firstByte === 'overlooked' ? -1 : found, part);
  };
}

/** The same for the last occurrence; up to version 5.8 it is found only at the end of the value. */
function aroundLast(part: 'before' | 'after'): Transformation {
  return (value, call) => {
    const { firstByte, lastOccurrence } = kamailioRules(call.context);
    // Of an empty value every version reads what stands before it in memory.
    if (part === 'before' && value.length === 0) return 'overrun';
    const found = value.lastIndexOf(textArgument(call, 0), undefined, 'latin1');
    if (lastOccurrence === 'found') {
      return cutAt(value, found === 0 && firstByte === 'overlooked' ? -1 : found, part);
    }
    if (part === 'after') return empty;
    return found === value.length - 1 ? value.subarray(0, found) : 'overrun';
  };
}

function cutAt(value: Buffer, at: number, part: 'before' | 'after'): Buffer {
  if (at < 0) return part === 'before' ? value : empty;
  return part === 'before' ? value.subarray(0, at) : value.subarray(at + 1);
}

const count: Transformation = (value, call) =>
  numberValue(value.toString('latin1').split(textArgument(call, 0)).length - 1);

function enclosedIn(pairs: readonly string[]): Transformation {
  return onText((text) =>
    text.length >= 2 && pairs.includes(`${text[0]}${text.at(-1)}`) ? text.slice(1, -1) : text,
  );
}

/** The transformations of strings that neither encode nor escape them. */
export function stringTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...taking('none', {
      's.len': (value) => numberValue(value.length),
      's.int': integer,
      's.tolower': onText((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
      's.toupper': onText((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
      's.numeric': onText((text) => text.replace(/[^0-9]+/g, '')),
      's.trim': onText((text) => withoutTrailing(text.replace(/^[ \t\r\n]+/, ''), ' \t\r\n')),
      's.ltrim': onText((text) => text.replace(/^[ \t\r\n]+/, '')),
      's.rtrim': onText((text) => withoutTrailing(text, ' \t\r\n')),
      's.rmws': onText((text) => text.replace(/[ \t\r\n]+/g, '')),
      // Line ends and the white space behind them, of which the first leaves one blank.
      's.rmhdws': onText((text) =>
        text.replace(/[\r\n]+([ \t]*)/g, (_, blanks) => (blanks === '' ? '' : ' ')),
      ),
      's.rmhlws': onText((text) => text.replace(/[\r\n]+[ \t]*/g, '')),
      's.unquote': enclosedIn(['""', "''"]),
      's.unbracket': enclosedIn(['<>', '()', '[]', '{}']),
    }),
    's.substr': {
      parameters: 'two-numbers',
      transform: substring,
      accepts: ([, length]) => !Buffer.isBuffer(length) || Number(length.toString('latin1')) >= 0,
    },
    ...taking('number-and-byte', { 's.select': select }),
    ...taking('number', { 's.strip': strip('start'), 's.striptail': strip('end') }),
    ...taking('number-or-none', { 's.prefixes': prefixes(''), 's.prefixes.quoted': prefixes("'") }),
    ...taking('text', { 's.rm': remove }),
    ...taking('two-texts', { 's.replace': replace }),
    ...taking('first-byte', {
      's.before': around('before'),
      's.after': around('after'),
      's.rbefore': aroundLast('before'),
      's.rafter': aroundLast('after'),
      's.count': count,
    }),
  };
}
