import { resolve } from 'node:path';
import { type ScanOptions, scanConfig } from '../config/scanConfig.js';
import { SourceFile } from '../config/sourceFile.js';
import { SipexecError } from '../errors.js';
import { whyFileDoesNotRun, writtenProblem } from '../exec/warnings/notStarted.js';
import type { ServerProfile } from '../server/profile.js';
import { findServer } from '../server/servers.js';
import { lintConfig } from './config/lintConfig.js';
import { fileKindOf } from './fileKind.js';
import type { LintFinding } from './finding.js';
import { lintEnvironmentReads } from './script/environmentReads.js';
import { lintShellCalls } from './script/shellCalls.js';
import { lintShell, ownNames } from './shell/lintShell.js';
import { readShell } from './shell/shellReader.js';
import { VariableJudge } from './variables/variableAdvice.js';

/** A file is neither a script nor a configuration: it has bytes that no text has. */
export class NotTextError extends SipexecError {
  constructor(file: string) {
    super('neither a script nor a configuration: it holds NUL bytes', { input: file });
  }
}

/** A file is neither a script nor a configuration, but something else that sipexec knows. */
export class NotScriptError extends SipexecError {
  constructor(file: string, what: string) {
    super(`neither a script nor a configuration: it is ${what}`, { input: file });
  }
}

/** How a file is to be judged. */
export interface LintOptions extends ScanOptions {
  /** The server that the file is for. Without it: what any released server sets, or what a configuration suggests. */
  readonly server?: ServerProfile;
  /** Where the file lies, when the system is to be asked whether it would run. */
  readonly path?: string;
}

/**
 * Finds variables that no server sets, values that the shell splits or runs, and parameters without effect, in a
 * shell script, a script of another language or a server's configuration; the content tells which it is.
 * In: the file's name as the user gave it, and its bytes.
 * @throws NotTextError, NotScriptError
 */
export function lintFile(name: string, bytes: Buffer, options: LintOptions = {}): LintFinding[] {
  const file = new SourceFile(name, bytes);
  const kind = fileKindOf(name, file.text);
  if (kind.kind === 'binary') throw new NotTextError(name);
  if (kind.kind === 'other') throw new NotScriptError(name, kind.what);
  if (kind.kind === 'configuration') {
    const config = scanConfig(name, bytes, options);
    return lintConfig(config, options.server ?? findServer(config.suggestedServer));
  }
  const judge = new VariableJudge(options.server);
  const start = startProblem(file, options.path);
  if (kind.kind === 'script') {
    return inOrder([...start, ...lintEnvironmentReads(file, judge), ...lintShellCalls(file, kind.language)]);
  }
  const { dialect } = kind;
  const shell = {
    text: file.text,
    dialect,
    placeAt: (offset: number) => file.placeAt(offset),
    ...(kind.isPosix ? { runBy: '#!/bin/sh' } : {}),
  };
  return inOrder([
    ...start,
    ...lintShell(shell, judge),
    ...lintEnvironmentReads(file, judge, ownNames(readShell(file.text, dialect))),
  ]);
}

/** What keeps the system from starting a script (`not-started`). */
function startProblem(file: SourceFile, path: string | undefined): LintFinding[] {
  const { name, text } = file;
  if (!/^(?:\xef\xbb\xbf)?#!/.test(text)) return [];
  const lookup = { workingDirectory: process.cwd(), path: process.env.PATH ?? '' };
  const message = path === undefined ? writtenProblem(text) : whyFileDoesNotRun(resolve(path), name, lookup);
  return message === undefined ? [] : [{ code: 'not-started', message, place: file.placeAt(0) }];
}

function inOrder(findings: readonly LintFinding[]): LintFinding[] {
  return findings.toSorted((a, b) => a.place.offsetBytes - b.place.offsetBytes);
}
