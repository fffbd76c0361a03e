import { callHeading, callsOf } from './calls.js';
import { Canvas } from './canvas.js';
import { cutTo, padTo, widthOf } from './displayWidth.js';
import { clockText, type MessageRow } from './messageRow.js';
import { arrowText, participantsOf, type SentMessage, sentMessages } from './ways.js';

/** How a ladder is drawn. */
export interface LadderForm {
  /** Columns that it may take. */
  readonly width: number;
  readonly strokes: Strokes;
  /** What came of a call for a message, by its number; written beneath its arrow. */
  readonly results?: ReadonlyMap<number, string>;
}

/** The characters of a drawing. */
export interface Strokes {
  readonly lane: string;
  readonly request: string;
  readonly reply: string;
  readonly ellipsis: string;
}

export const unicodeStrokes: Strokes = { lane: '│', request: '─', reply: '╌', ellipsis: '…' };
export const asciiStrokes: Strokes = { lane: '|', request: '-', reply: '.', ellipsis: '~' };

const LEAST_GAP = 12;
/** Lanes stand no farther apart than this, unless what is written on an arrow wants more and there is room. */
const USUAL_GAP = 44;
const CLOCK = 13;

/**
 * Messages as arrows between those who sent and received them. One picture of all, where the lanes fit; else one of each
 * call; and a call between too many is a list of arrows. Out: lines, none wider than wanted.
 */
export function ladder(rows: readonly MessageRow[], form: LadderForm): string[] {
  const whole = drawn(sentMessages(rows), form);
  if (whole !== undefined) return whole;
  const calls = callsOf(rows);
  return calls.flatMap((call, i) => {
    const sent = sentMessages(call.rows);
    return [
      ...(i === 0 ? [] : ['']),
      cutTo(callHeading(call, i + 1), form.width, form.strokes.ellipsis),
      ...(drawn(sent, form) ?? listed(sent, form)),
    ];
  });
}

/** Where the lanes stand, and what is written above them. */
interface Lanes {
  readonly clockWidth: number;
  readonly positions: ReadonlyMap<string, number>;
  readonly gap: number;
  readonly labels: readonly string[];
  readonly legend: readonly string[];
}

function drawn(sent: readonly SentMessage[], form: LadderForm): string[] | undefined {
  const lanes = lanesFor(sent, form.width);
  if (lanes === undefined) return undefined;
  const { legend, positions, labels } = lanes;
  const top = new Canvas(form.width);
  [...positions.values()].forEach((at, i) => {
    const label = labels[i] as string;
    top.put(Math.max(lanes.clockWidth, at - Math.floor(widthOf(label) / 2)), label);
  });
  return [
    ...legend.map((line) => cutTo(line, form.width, form.strokes.ellipsis)),
    top.text(),
    ...sent.flatMap((message) => arrow(message, lanes, form)),
  ];
}

/** Out: undefined where there is no room. */
function lanesFor(sent: readonly SentMessage[], width: number): Lanes | undefined {
  const names = participantsOf(sent);
  // A blank and a stroke at either end, and the arrow's head.
  const longest = Math.max(
    0,
    ...sent.map(({ row, from, to }) => (from === to ? 0 : widthOf(arrowText(row)) + 5)),
  );
  const widestGap = Math.max(USUAL_GAP, longest);
  const clockWidth = sent.some(({ row }) => row.time !== undefined) ? CLOCK : 0;
  const placed = (labels: readonly string[], least: number, legend: readonly string[]): Lanes | undefined => {
    const [first = '', last = ''] = [labels[0], labels.at(-1)];
    const left = clockWidth + Math.floor(widthOf(first) / 2);
    const right = width - 1 - Math.ceil(widthOf(last) / 2);
    const count = names.length - 1;
    const gap = count === 0 ? 0 : Math.min(widestGap, Math.floor((right - left) / count));
    if (count > 0 && gap < least) return undefined;
    // A picture of few short lanes may begin at the left.
    return {
      clockWidth,
      gap,
      labels,
      legend,
      positions: new Map(names.map((name, i) => [name, left + i * gap])),
    };
  };
  const widest = Math.max(...names.map(widthOf));
  const numbers = names.map((_, i) => String(i + 1));
  const legend = names.map((name, i) => `${padTo(String(i + 1), 2, 'left')} = ${name}`);
  return placed(names, Math.max(LEAST_GAP, widest + 1), []) ?? placed(numbers, LEAST_GAP, legend);
}

function arrow({ row, from, to }: SentMessage, lanes: Lanes, form: LadderForm): string[] {
  const { strokes, width, results } = form;
  const { positions, clockWidth } = lanes;
  const line = withLanes(lanes, form);
  if (row.time !== undefined) line.put(0, clockText(row.time));
  const [start, end] = [positions.get(from) as number, positions.get(to) as number];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const stroke = row.isReply ? strokes.reply : strokes.request;
  if (left === right) line.put(left + 1, ` ${cutTo(arrowText(row), width - left - 3, strokes.ellipsis)}`);
  else {
    const room = right - left - 1;
    line.put(left + 1, stroke.repeat(room));
    line.put(start < end ? right - 1 : left + 1, start < end ? '>' : '<');
    const label = cutTo(arrowText(row), room - 4, strokes.ellipsis);
    line.put(left + 1 + Math.floor((room - widthOf(label) - 2) / 2), ` ${label} `);
  }
  const result = results?.get(row.index);
  if (result === undefined) return [line.text()];
  const beneath = withLanes(lanes, form);
  const at = Math.max(clockWidth, left) + 2;
  beneath.put(at, ` ${cutTo(`= ${result}`, width - at - 2, strokes.ellipsis)} `);
  return [line.text(), beneath.text()];
}

function withLanes({ positions }: Lanes, { width, strokes }: LadderForm): Canvas {
  const line = new Canvas(width);
  for (const at of positions.values()) line.put(at, strokes.lane);
  return line;
}

function listed(sent: readonly SentMessage[], { width, strokes, results }: LadderForm): string[] {
  return sent.flatMap(({ row, from, to }) => {
    const result = results?.get(row.index);
    const lines = [`${from} -> ${to} ${arrowText(row)}`, ...(result === undefined ? [] : [`  = ${result}`])];
    return lines.map((text) => cutTo(text, width, strokes.ellipsis));
  });
}
