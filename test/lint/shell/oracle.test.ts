import { parse } from 'unbash';
import { describe, expect, it } from 'vitest';
import { readShell } from '../../../src/lint/shell/shellReader.js';
import fc from '../../fastCheck.js';

/** What the shell does with expansions below a node of the parsed script. */
interface Place {
  readonly quoted: boolean;
  readonly splits: boolean;
}

/** The offsets of the expansions that bash splits, as the parser `unbash` sees the script. */
function splitByOracle(script: string): number[] {
  const found = new Set<number>();
  // As JSON: what the parser reads only when it is asked for is there, too.
  walk(JSON.parse(JSON.stringify(parse(script))), { quoted: false, splits: true }, found);
  return [...found].sort((a, b) => a - b);
}

function walk(node: unknown, place: Place, found: Set<number>): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, place, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, pos } = node as { type?: string; pos: number };
  const inside = placeWithin(type, place);
  const isLength = type === 'ParameterExpansion' && (node as { prefix?: string }).prefix === '#';
  const operator = (node as { operation?: { operator?: string } }).operation?.operator;
  const isReference =
    type === 'SimpleExpansion' ||
    (type === 'ParameterExpansion' && !isLength && !/^:?\+$/.test(operator ?? ''));
  if (isReference && !place.quoted && place.splits) found.add(pos);
  for (const [key, child] of Object.entries(node)) {
    const isCaseWord = type === 'Case' && key === 'word';
    const isOfLoop = type === 'ArithmeticFor' && key !== 'body';
    const isPattern = type === 'CaseItem' && key === 'pattern';
    walk(child, isCaseWord || isPattern || isOfLoop ? { ...inside, splits: false } : inside, found);
  }
}

function placeWithin(type: string | undefined, place: Place): Place {
  switch (type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      return { ...place, quoted: true };
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return { quoted: false, splits: true };
    case 'ArrayValue':
      return { quoted: false, splits: true };
    case 'Assignment':
    case 'TestCommand':
    case 'HereString':
    case 'HereDocBody':
    case 'ArithmeticExpansion':
    case 'ArithmeticCommand':
      return { ...place, splits: false };
    default:
      return place;
  }
}

function splitByReader(script: string): number[] {
  const { references } = readShell(script, 'bash');
  return references
    .filter(({ quoted, role }) => !quoted && role === 'word')
    .map(({ start }) => start)
    .sort((a, b) => a - b);
}

const word = fc.constantFrom(
  '$SIP_USER', '"$SIP_USER"', "'$SIP_USER'", `\${SIP_USER%@*}`, `"\${1:-x}"`, 'a$1b', '$(echo $2)', '"$(echo "$2" $3)"', '`echo $SIP_RURI`', '$((1 + $2))', '$((cat $1) | wc)',
  'x', '"a b"', '\\$x', `\${#SIP_USER}`, '<(sort $1)', `"\${x:-"$y"}"`, '\'it\'\\\'\'s\'',
); // biome-ignore format: a list
const simple = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `cmd ${words.join(' ')}`);
// The oracle does not read what stands in $(…) of an arithmetic for, nor $((a) | b) within ((a) | b), which bash does.
const plainWord = fc.constantFrom('$SIP_USER', '"$SIP_USER"', '10', `\${#SIP_USER}`, 'a$1b');
const plain = fc.array(plainWord, { minLength: 1, maxLength: 3 }).map((words) => `cmd ${words.join(' ')}`);
const { script } = fc.letrec<{ script: string; statement: string }>((tie) => ({
  script: fc
    .array(tie('statement'), { minLength: 1, maxLength: 3, depthIdentifier: 'd' })
    .map((lines) => lines.join('\n')),
  statement: fc.oneof(
    { depthIdentifier: 'd', depthSize: 'small' },
    simple,
    fc.tuple(word, simple).map(([value, rest]) => `x=${value}; ${rest}`),
    fc.tuple(plain, plain).map(([one, other]) => `((${one}) | ${other})`),
    fc.tuple(plainWord, simple).map(([limit, body]) => `for ((i=0; i<${limit}; i++)); do ${body}; done`),
    fc.tuple(word, tie('script')).map(([list, body]) => `for x in ${list}; do\n${body}\ndone`),
    fc
      .tuple(word, word, tie('script'))
      .map(([value, pattern, body]) => `case ${value} in ${pattern}) ${body} ;; esac`),
    fc.tuple(word, tie('script')).map(([value, body]) => `if [[ ${value} == x ]]; then\n${body}\nfi`),
    fc.tuple(word, simple).map(([value, rest]) => `(( x = 1 + $1 )) && ${rest} <<< ${value}`),
    fc.tuple(word, tie('script')).map(([value, rest]) => `cat <<E\n${value}\nE\n${rest}`),
    fc.tuple(tie('script'), simple).map(([body, rest]) => `f() {\n${body}\n}\n( ${rest} ) > "$1" 2>&1`),
    fc.tuple(word, simple).map(([value, rest]) => `a=( ${value} ); ${rest} > $1`),
  ),
}));

describe('the reader of shell scripts', () => {
  it('finds the same expansions split as a full parser of bash does', () => {
    fc.assert(
      fc.property(script, (text) => {
        expect(splitByReader(text), text).toEqual(splitByOracle(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['for ((i=0; i<$SIP_USER; i++)); do :; done', []],
    ['((cat -- $SIP_RURI) | wc -l)', [9]],
    ['x=$((cat $SIP_RURI) | wc -l)', [9]],
    ['echo $((1 + $SIP_USER))', []],
    ['((x = $SIP_USER)); echo $1', [24]],
  ])('of %j finds what the shell splits', (text, offsets) => {
    expect([splitByReader(text), splitByOracle(text)]).toEqual([offsets, offsets]);
  });
});
