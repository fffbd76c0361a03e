import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type ToStringOptions,
  type YAMLMap,
} from 'yaml';
import { needNoRun } from '../judge/judge.js';
import type { CheckResult } from '../run/checkResult.js';
import { type ExpectationKey, expectationKeys } from '../suite.js';
import { hasColumns } from '../table/template.js';
import { documentStyle } from './documentStyle.js';
import { type Recorded, recordedExpectations, recordedValue } from './recordedValue.js';
import {
  appendPairs,
  applyEdits,
  outermostFlow,
  pairRegion,
  replaceFlow,
  replacePair,
  type TextEdit,
} from './textEdits.js';

/** A suite's text with renewed expectations, and what could not be renewed, a sentence each. */
export interface Renewal {
  readonly text: string;
  readonly notRenewed: readonly string[];
}

/**
 * Renews the expectations of a suite that failed, and records those of cases that expect nothing yet. Everything else
 * in the text stays: comments, order, style.
 * In: the suite's text; the results of all its checks.
 */
export function renewSuite(text: string, results: readonly CheckResult[]): Renewal {
  const document = parseDocument(text);
  const style = documentStyle(text);
  const notRenewed: string[] = [];
  const edits: TextEdit[] = [];
  for (const [name, ofCase] of byCase(results)) {
    const node = caseNode(document, name);
    if (node === undefined) continue;
    const { values, reasons } = renewedValues(ofCase);
    for (const key of values.keys()) {
      if (!isFromTable(ofCase, node, key)) continue;
      values.delete(key);
      reasons.push(`${key} comes from the table: change it there`);
    }
    notRenewed.push(...reasons.map((reason) => `"${name}": ${reason}`));
    if (values.size === 0) continue;
    if (isAlias(node.get('expect', true)))
      notRenewed.push(`"${name}": its expectations are those of another case (an alias)`);
    else edits.push(...setExpectations({ document, text, style }, node, values));
  }
  if (edits.length === 0) return { text, notRenewed };
  const edited = applyEdits(text, edits);
  // Text that was changed in place keeps its author's layout. Where that went wrong, the layout is given up.
  return { text: saysTheSame(edited, document) ? edited : document.toString(style), notRenewed };
}

function saysTheSame(text: string, document: Document): boolean {
  const parsed = parseDocument(text);
  return (
    parsed.errors.length === 0 &&
    isDeepStrictEqual(parsed.toJS({ maxAliasCount: -1 }), document.toJS({ maxAliasCount: -1 }))
  );
}

/** Whether an expectation of a case is made of a table's columns: a value in its place would be that of one row. */
function isFromTable([first]: readonly CheckResult[], node: YAMLMap, key: ExpectationKey): boolean {
  if (first?.check.case.row === undefined) return false;
  const written = node.getIn(['expect', key], true);
  return written !== undefined && hasColumns(JSON.stringify(written));
}

function byCase(results: readonly CheckResult[]): Map<string, CheckResult[]> {
  const cases = new Map<string, CheckResult[]>();
  for (const result of results) {
    const { name, writtenName = name } = result.check.case;
    const ofCase = cases.get(writtenName);
    if (ofCase === undefined) cases.set(writtenName, [result]);
    else ofCase.push(result);
  }
  return cases;
}

function caseNode(document: Document, name: string): YAMLMap | undefined {
  const cases = document.get('cases');
  if (!isSeq(cases)) return undefined;
  return cases.items.find((item): item is YAMLMap => isMap(item) && String(item.get('name')) === name);
}

/** What the checks of one case ask for. All of them share one `expect`, so that all must agree. */
function renewedValues(results: readonly CheckResult[]): {
  values: Map<ExpectationKey, Recorded | undefined>;
  reasons: string[];
} {
  const values = new Map<ExpectationKey, Recorded | undefined>();
  const reasons: string[] = [];
  const [first] = results;
  if (first === undefined) return { values, reasons };
  const { expect } = first.check.case;
  for (const key of wantedKeys(results)) {
    if (key === 'run' || key === 'maxDuration') {
      const messages = results.flatMap(({ failures }) => failures.filter((failure) => failure.key === key));
      reasons.push(messages[0]?.message ?? key);
      continue;
    }
    const recorded = results.map(({ result }) => result && recordedValue(key, result, expect.get(key)));
    const [value] = recorded;
    if (recorded.every((other) => JSON.stringify(other) === JSON.stringify(value))) values.set(key, value);
    else
      reasons.push(`${key} differs between its messages or servers, and one expectation cannot fit them all`);
  }
  const outcome = values.get('outcome');
  if (outcome !== undefined && outcome !== 'ran') {
    // Nothing runs any more: what was expected of a run would never be looked at.
    for (const key of expect.keys()) {
      if (!needNoRun.includes(key)) values.set(key, undefined);
    }
  }
  return { values, reasons };
}

function wantedKeys(results: readonly CheckResult[]): (ExpectationKey | 'run')[] {
  const wanted = new Set<ExpectationKey | 'run'>(
    results.flatMap(({ failures }) => failures.map(({ key }) => key)),
  );
  for (const { check, result, status } of results) {
    if (check.case.expect.size > 0 || result === undefined || status !== 'passed') continue;
    for (const key of recordedExpectations(check.case, result).keys()) wanted.add(key);
  }
  return [
    ...(wanted.has('run') ? (['run'] as const) : []),
    ...expectationKeys.filter((key) => wanted.has(key)),
  ];
}

interface Source {
  readonly document: Document;
  readonly text: string;
  readonly style: ToStringOptions;
}

/** Sets keys of a case's `expect` in the document, or removes them. Out: the same change of the text. */
function setExpectations(
  source: Source,
  node: YAMLMap,
  values: ReadonlyMap<ExpectationKey, Recorded | undefined>,
): TextEdit[] {
  const { document, text, style } = source;
  const expect = node.get('expect');
  if (!isMap(expect) || expect.items.length === 0) {
    const created = document.createNode(Object.fromEntries(values)) as YAMLMap;
    const before = node.items.find((pair) => isScalar(pair.key) && pair.key.value === 'expect');
    const edit =
      before === undefined
        ? appendPairs(node, [['expect', created]], text, style)
        : replacePair(before, created, text, style);
    node.set('expect', created);
    return node.flow ? [replaceFlow(node, style)] : [edit];
  }
  const edits = editsOfMap(source, expect, values);
  const flow = outermostFlow([node, expect]);
  return flow === undefined ? edits : [replaceFlow(flow, style)];
}

function editsOfMap(
  { document, text, style }: Source,
  expect: YAMLMap,
  values: ReadonlyMap<ExpectationKey, Recorded | undefined>,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const added: [string, Node][] = [];
  const removed: string[] = [];
  const appending = (pairs: [string, Node][]) => appendPairs(expect, pairs, text, style);
  for (const [key, value] of values) {
    const pair = expect.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (value === undefined) {
      if (pair !== undefined) edits.push(lineOf(pairRegion(pair, text), text));
      removed.push(key);
      continue;
    }
    const renewed = renewedNode(document, pair?.value as Node | undefined, value);
    if (pair === undefined) added.push([key, renewed]);
    else {
      edits.push(replacePair(pair, renewed, text, style));
      pair.value = renewed;
    }
  }
  if (added.length > 0) edits.push(appending(added));
  for (const [key, value] of added) expect.set(key, value);
  for (const key of removed) expect.delete(key);
  return edits;
}

/** A region with the whole lines that it stands on, the line end before it included. */
function lineOf({ start, end }: { start: number; end: number }, text: string): TextEdit {
  const lineEnd = text.indexOf('\n', end);
  return {
    start: Math.max(0, text.lastIndexOf('\n', start)),
    end: lineEnd === -1 ? text.length : lineEnd,
    text: '',
  };
}

/** The node for a new value, with what can stay of the old one: quotes, comments, and the items that are the same. */
function renewedNode(document: Document, before: Node | undefined, value: Recorded): Node {
  if (isScalar(before) && typeof before.value === typeof value) {
    before.value = value;
    return before;
  }
  const node = document.createNode(value) as Node;
  if (isSeq(before) && isSeq(node)) {
    const old = [...before.items];
    node.items = node.items.map((item) => {
      const at = old.findIndex((other) => isScalar(other) && isScalar(item) && other.value === item.value);
      return at === -1 ? item : old.splice(at, 1)[0];
    });
  }
  if (before !== undefined && (isSeq(before) || isMap(before)) && (isSeq(node) || isMap(node))) {
    if (before.flow !== undefined && (isSeq(node) ? node.items.length > 0 : true)) node.flow = before.flow;
  }
  if (before !== undefined && !isAlias(before)) {
    node.comment = before.comment ?? null;
    node.commentBefore = before.commentBefore ?? null;
    node.spaceBefore = before.spaceBefore ?? false;
  }
  return node;
}
