import type { ExecResult } from '../../exec/execResult.js';
import { ladder, type MessageRow, messageRow } from '../../report/pictures/pictures.js';
import { execText, notRunText } from '../../report/text/execText.js';
import type { InputMessage } from '../../run/input/inputMessage.js';
import { exactly } from '../../shownText.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import type { CommandIo } from '../commandIo.js';
import { outputWidth } from '../output/outputWidth.js';
import { strokesFor } from '../output/strokes.js';
import { visible } from '../output/visible.js';

/** The drawing of a run: all messages, replies as well, as arrows, the results of calls beneath them. */
export interface Drawing {
  /** A message of the input is about to be handled. */
  add(message: InputMessage): void;
  result(message: InputMessage, result: ExecResult): void;
  /** Out: the lines of the drawing; none where there was no message. */
  lines(): string[];
}

const USUAL_WIDTH = 80;

/** `--ladder` of the functions. */
export function drawingOf(args: ParsedArguments, io: CommandIo): Drawing {
  const rows: MessageRow[] = [];
  const results = new Map<number, string>();
  return {
    add: (message) => void rows.push(messageRow(message)),
    result: (message, result) => void results.set(message.index, resultText(result)),
    lines() {
      const form = { width: outputWidth(io) ?? USUAL_WIDTH, strokes: strokesFor(args, io), results };
      const inOrder = rows.sort((a, b) => a.index - b.index);
      return inOrder.length === 0 ? [] : ladder(inOrder, form);
    },
  };
}

/** What a call came to: its URIs or AVPs (`sip:a@x, sip:b@x`), else how the command ended, else why nothing ran. */
function resultText(result: ExecResult): string {
  if (result.outcome !== 'ran') return exactly(notRunText(result));
  const { result: lines, remarks } = execText(result);
  const shown = lines.map((line) => exactly(visible(line, 'line'))).join(', ');
  return [...(shown === '' ? [] : [shown]), ...remarks].join('; ') || 'nothing';
}
