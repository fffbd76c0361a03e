import { wholeNumber } from '../../numbers/number.js';
import { taking } from '../../taking.js';
import { bytesOf, type Transformation, textArgument } from '../../transformation.js';
import type { TransformationRule } from '../../transformationRule.js';

/** The lines of the value, without their ends (LF, or CR LF); a line end at the end begins no other line. */
function linesOf(value: Buffer): string[] {
  const lines = value.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map(withoutReturn);
}

/** The lines from the last to the first, as the server finds them backwards: an empty line takes the line end before it along. */
function linesBackwards(value: Buffer): string[] {
  const text = value.toString('latin1').replace(/\n$/, '');
  const lines: string[] = [];
  for (let end = text.length; end > 0; ) {
    const before = end < 2 ? -1 : text.lastIndexOf('\n', end - 2);
    lines.push(withoutReturn(text.slice(before + 1, end)));
    end = before;
  }
  return lines;
}

function withoutReturn(line: string): string {
  return line.replace(/\r$/, '');
}

/** Lines are counted from 0, or from -1 at the end. */
const lineAt: Transformation = (value, call) => {
  const index = wholeNumber(call, 0);
  if (index === undefined) return undefined;
  return bytesOf((index < 0 ? linesBackwards(value)[-1 - index] : linesOf(value)[index]) ?? '');
};

const lineThatStartsWith: Transformation = (value, call) =>
  bytesOf(linesOf(value).find((line) => line.startsWith(textArgument(call, 0))) ?? '');

/** The `line.` transformations. */
export function lineTransformations(): Readonly<Record<string, TransformationRule>> {
  return {
    ...taking('none', {
      'line.count': (value) => (value.length === 0 ? undefined : bytesOf(String(linesOf(value).length))),
    }),
    ...taking('number', { 'line.at': lineAt }),
    ...taking('text', { 'line.sw': lineThatStartsWith }),
  };
}
