import {
  Document,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  type ToStringOptions,
  YAMLMap,
} from 'yaml';

/** A part of a text, by offsets in characters, and what is to stand there instead. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** In: edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ascending = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const pieces: string[] = [];
  let at = 0;
  for (const edit of ascending) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...pieces, text.slice(at)].join('');
}

/** Where a pair of a block map stands in a text: from its key to the end of its value, comments within included. */
export function pairRegion(pair: Pair, text: string): { start: number; end: number } {
  const start = (pair.key as Node).range?.[0] ?? 0;
  const value = pair.value as Node | null;
  // What follows a scalar on its line, a comment say, stays; that of a collection's last item belongs to it.
  const end = value?.range?.[isCollection(value) ? 2 : 1] ?? (pair.key as Node).range?.[1] ?? start;
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Replaces the value of a pair of a block map. */
export function replacePair(pair: Pair, value: Node, text: string, style: ToStringOptions): TextEdit {
  const { start, end } = pairRegion(pair, text);
  const isKept = isScalar(pair.value) && isScalar(value);
  const rendered = renderPairs(
    [[String((pair.key as { value?: unknown }).value), value]],
    columnOf(start, text),
    style,
  );
  if (!isKept) return { start, end, text: rendered };
  // The comment behind a scalar is still in the text.
  const comment = value.comment ?? '';
  return {
    start,
    end,
    text: comment === '' ? rendered : rendered.slice(0, rendered.lastIndexOf(`#${comment}`)).trimEnd(),
  };
}

/** Adds pairs at the end of a block map. */
export function appendPairs(
  map: YAMLMap,
  pairs: readonly (readonly [string, Node])[],
  text: string,
  style: ToStringOptions,
): TextEdit {
  const first = map.items[0] as Pair;
  const last = map.items.at(-1) as Pair;
  const column = columnOf((first.key as Node).range?.[0] ?? 0, text);
  const lineEnd = text.indexOf('\n', pairRegion(last, text).end);
  const at = lineEnd === -1 ? text.length : lineEnd;
  return { start: at, end: at, text: `\n${' '.repeat(column)}${renderPairs(pairs, column, style)}` };
}

/** The text of a flow collection, which stands on one line. */
export function replaceFlow(node: Node, style: ToStringOptions): TextEdit {
  const [start, end] = node.range as [number, number, number];
  const document = new Document();
  const bare = node.clone() as Node;
  bare.comment = null;
  bare.commentBefore = null;
  document.contents = bare as never;
  return { start, end, text: document.toString(style).trimEnd() };
}

/** Pairs as lines of a block map that begins at a column; the first line begins where it is put. */
function renderPairs(
  pairs: readonly (readonly [string, Node])[],
  column: number,
  style: ToStringOptions,
): string {
  const document = new Document();
  const map = new YAMLMap();
  for (const [key, value] of pairs) map.set(document.createNode(key), value);
  document.contents = map as never;
  const lines = document.toString(style).trimEnd().split('\n');
  return lines.map((line, i) => (i === 0 || line === '' ? line : ' '.repeat(column) + line)).join('\n');
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The outermost of these that is written in braces or brackets. */
export function outermostFlow(nodes: readonly unknown[]): Node | undefined {
  return nodes.find((node): node is YAMLMap => isMap(node) && node.flow === true);
}
