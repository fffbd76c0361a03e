import { SipexecError } from '../errors.js';
import type { ConfigPlace, ExecCall, ScannedConfig } from './scannedConfig.js';

/** No call stands where one was asked for, or several do. */
export class CallNotFoundError extends SipexecError {
  /** Where calls are that could have been meant. */
  readonly candidates: readonly ConfigPlace[];

  constructor(message: string, file: string, line: number, candidates: readonly ConfigPlace[]) {
    super(message, { input: file, line });
    this.candidates = candidates;
  }
}

/** A call as a command line names it: `kamailio.cfg:245`, or `kamailio.cfg:245:17` with a column. */
export interface CallTarget {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Reads `file:line` or `file:line:column`. Out: undefined where the text has no line. */
export function parseCallTarget(text: string): CallTarget | undefined {
  const match = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/s.exec(text);
  if (match === null) return undefined;
  const [, file, line, column] = match as unknown as [string, string, string, string?];
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

/**
 * Finds the call that stands at a line of a configuration's main file: one that begins there, else one that spans
 * it. A column chooses among several; any column within a call is that call's.
 * @throws CallNotFoundError where there is none, or several and no column
 */
export function findCall(config: ScannedConfig, target: Omit<CallTarget, 'file'>): ExecCall {
  const { line, column } = target;
  const inFile = config.calls.filter(({ place }) => place.file === config.file);
  const onLine = inFile.filter(({ place, end }) => place.line <= line && line <= end.line);
  const wanted = column === undefined ? beginningAt(onLine, line) : innermostAt(onLine, line, column);
  const [call] = wanted;
  if (call !== undefined && wanted.length === 1) return call;
  const fail = (message: string, candidates: readonly ExecCall[]) =>
    new CallNotFoundError(
      message,
      config.file,
      line,
      candidates.map(({ place }) => place),
    );
  if (wanted.length > 1) {
    const places = wanted.map(({ place }) => `${config.file}:${place.line}:${place.column}`).join(', ');
    throw fail(`several exec calls stand here; name the column: ${places}`, wanted);
  }
  if (inFile.length === 0) throw fail('no exec call stands here, nor anywhere in this configuration', []);
  const nearest = inFile.reduce((a, b) =>
    Math.abs(b.place.line - line) < Math.abs(a.place.line - line) ? b : a,
  );
  const hint = `the nearest is ${nearest.function}() in line ${nearest.place.line}`;
  throw fail(`no exec call stands ${column === undefined ? 'here' : `at column ${column}`}; ${hint}`, [
    nearest,
  ]);
}

function beginningAt(calls: readonly ExecCall[], line: number): readonly ExecCall[] {
  const beginning = calls.filter(({ place }) => place.line === line);
  return beginning.length > 0 ? beginning : calls;
}

function innermostAt(calls: readonly ExecCall[], line: number, column: number): readonly ExecCall[] {
  const at = calls.filter(
    ({ place, end }) =>
      (place.line < line || place.column <= column) && (line < end.line || column < end.column),
  );
  return at.slice(-1);
}
