import { shellWord } from '../exec/process/shellQuote.js';
import type { ServerProfile } from '../server/profile.js';
import { findServer } from '../server/servers.js';
import { guessFamily } from './family.js';
import { type FileSource, Includes } from './includes.js';
import { findKemiCalls } from './kemi/kemiCalls.js';
import { type KemiLanguage, kemiLanguageOf } from './kemi/language.js';
import { dialectOf } from './lexer/dialect.js';
import { Lexer } from './lexer/lexer.js';
import { m4SourceAt } from './m4Source.js';
import { predefined } from './preprocessor/predefined.js';
import { Preprocessor } from './preprocessor/preprocessor.js';
import { ProblemList } from './problems.js';
import type { ConfigFamily, ExecFunctionName, ScannedConfig } from './scannedConfig.js';
import { SourceFile } from './sourceFile.js';
import { withEffect } from './statements/parameters.js';
import { findStatements } from './statements/statements.js';
import { suggestServer } from './suggestedServer.js';

/** How a configuration is to be read. */
export interface ScanOptions {
  /** Reads the files that it includes. Without it none is found. */
  readonly readFile?: FileSource;
  /** The family, where it is known; otherwise what the text tells. */
  readonly family?: ConfigFamily;
  /** The server that it is for; otherwise the one that the text suggests. */
  readonly server?: ServerProfile;
  /** What is defined before the first line, as with `kamailio -A NAME=text`. */
  readonly defines?: ReadonlyMap<string, string>;
  /** The server's environment, for `#!defenv`. Without it no variable is set. */
  readonly environment?: (name: string) => string | undefined;
}

/**
 * Reads a configuration of Kamailio, OpenSIPS or OpenSER and finds its calls of the exec module and the module's
 * parameters. Nothing in the content makes it throw: what is wrong becomes a problem with its place.
 * In: the file's name as the user gave it, and its bytes.
 */
export function scanConfig(file: string, bytes: Buffer, options: ScanOptions = {}): ScannedConfig {
  const source = new SourceFile(file, bytes);
  const language = kemiLanguageOf(file, source.text);
  if (language !== undefined) return scanKemi(source, language);
  const guess = guessFamily(source.text, file);
  const family = options.family ?? guess.family;
  const problems = new ProblemList();
  const server = options.server ?? suggestedProfile(family, source.text);
  const defines = new Map([...predefined(server), ...(options.defines ?? [])]);
  const preprocessor = new Preprocessor(problems, defines, options.environment ?? (() => undefined));
  const dialect = dialectOf(family);
  const includes = new Includes(problems, options.readFile ?? (() => undefined), dialect.maxIncludeDepth);
  const lexed = new Lexer(dialect, problems, preprocessor, includes).read(source);
  preprocessor.finish();
  const { calls, parameters } = findStatements(lexed, family, problems);
  const m4 = m4SourceAt(file, source.text);
  if (m4 !== undefined) {
    const message = `this is the source of a configuration: run m4 first, as in m4 ${fileWord(file)} | sipexec scan -`;
    problems.add('m4-source', message, source, m4);
  }
  const functions = new Set(calls.filter(({ disabled }) => !disabled).map((call) => call.function));
  const suggestion = suggestServer({ family, text: source.text, functions });
  return {
    file,
    family,
    familyReason: options.family === undefined ? guess.reason : 'given',
    suggestedServer: suggestion.server,
    suggestedServerReason: suggestion.reason,
    calls,
    parameters: withEffect(parameters),
    expressions: preprocessor.expressions,
    // m4 has other quotes, which look like unclosed strings of a configuration.
    problems: m4 === undefined ? problems.all : problems.all.filter(({ code }) => code !== 'unclosed-string'),
  };
}

/** The Kamailio that a configuration is for by its text: the newest one where it names none. */
function suggestedProfile(family: ConfigFamily, text: string): ServerProfile {
  const functions = new Set<ExecFunctionName>();
  const { server } = suggestServer({ family: family === 'unknown' ? 'kamailio' : family, text, functions });
  return findServer(server);
}

const LANGUAGE_NAMES: Readonly<Record<KemiLanguage, string>> = {
  lua: 'Lua',
  python: 'Python',
  javascript: 'JavaScript',
  ruby: 'Ruby',
  squirrel: 'Squirrel',
};

/** A script of Kamailio's KEMI. The module's parameters stand in the native configuration that loads it. */
function scanKemi(source: SourceFile, language: KemiLanguage): ScannedConfig {
  const problems = new ProblemList();
  const calls = findKemiCalls(source, language, problems);
  const suggestion = suggestServer({ family: 'kamailio', text: source.text, functions: new Set() });
  return {
    file: source.name,
    family: 'kamailio',
    familyReason: `a KEMI script in ${LANGUAGE_NAMES[language]}`,
    suggestedServer: suggestion.server,
    suggestedServerReason: suggestion.reason,
    calls,
    parameters: [],
    expressions: [],
    problems: problems.all,
  };
}

/** The name of a file, one character per byte, as a word that no program takes for an option. */
function fileWord(name: string): string {
  return shellWord(Buffer.from(name.startsWith('-') ? `./${name}` : name, 'latin1'));
}
