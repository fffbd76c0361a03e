import type { LexedConfig, Token } from '../lexer/token.js';
import type { ProblemList } from '../problems.js';
import type { ConfigFamily, ExecCall, ExecFunctionName, ExecParameter } from '../scannedConfig.js';
import { readable } from '../sourceFile.js';
import { readArguments, withFollowed } from './arguments.js';
import { Assignments, assigningRoutes } from './assignments.js';
import { BlockTracker } from './blocks.js';
import { toParameter } from './parameters.js';

/** The functions that are the exec module's, by family. Kamailio's core has an `exec()` of its own. */
const FUNCTIONS: Readonly<Record<ConfigFamily, readonly ExecFunctionName[]>> = {
  kamailio: ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd'],
  opensips: ['exec_dset', 'exec_msg', 'exec_avp', 'exec'],
  openser: ['exec_dset', 'exec_msg', 'exec_avp'],
  unknown: ['exec_dset', 'exec_msg', 'exec_avp', 'exec_cmd', 'exec'],
};

const PARAMETER_WORDS: readonly string[] = ['modparam', 'modparamx'];

/** The calls and parameters of a configuration, in its order. */
export interface Statements {
  readonly calls: ExecCall[];
  readonly parameters: ExecParameter[];
}

/** Finds the calls of the exec module and its parameters among a configuration's tokens. */
export function findStatements(config: LexedConfig, family: ConfigFamily, problems: ProblemList): Statements {
  const finder = new StatementFinder(
    family,
    problems,
    new Assignments(assigningRoutes(config.tokens, routeChanges(config.tokens))),
  );
  const blocks = new BlockTracker();
  let next = 0;
  for (let i = 0; i <= config.tokens.length; i++) {
    for (let hidden = config.disabled[next]; hidden?.after === i; hidden = config.disabled[++next]) {
      finder.readAll(hidden.tokens, blocks.copy());
    }
    const token = config.tokens[i];
    if (token === undefined) break;
    const { block } = blocks;
    blocks.read(token);
    if (blocks.block !== block) finder.assignments.begin();
    finder.assignments.read(config.tokens, i);
    finder.read(config.tokens, i, blocks, 'seen');
  }
  return finder.statements;
}

/** Tells whether a route begins or ends with the token at an index. To be called for every index in order. */
function routeChanges(tokens: readonly Token[]): (index: number) => boolean {
  const blocks = new BlockTracker();
  return (index) => {
    const { block } = blocks;
    blocks.read(tokens[index] as Token);
    return blocks.block !== block;
  };
}

/** How OpenSIPS runs a call: within `async( … )` or `launch( … )`. In: the index of the function's name. */
function modeAt(tokens: readonly Token[], index: number): 'async' | 'launch' | undefined {
  const [around, opening] = [tokens[index - 2], tokens[index - 1]];
  if (opening?.kind !== 'symbol' || opening.text !== '(' || around?.kind !== 'word') return undefined;
  return around.text === 'async' || around.text === 'launch' ? around.text : undefined;
}

/** The first variable that stands outside of strings. */
function variableIn(parts: readonly (readonly Token[])[]): Token | undefined {
  return parts.flat().find(({ kind }) => kind === 'variable');
}

class StatementFinder {
  readonly statements: Statements = { calls: [], parameters: [] };
  private readonly functions: readonly string[];

  constructor(
    private readonly family: ConfigFamily,
    private readonly problems: ProblemList,
    readonly assignments: Assignments,
  ) {
    this.functions = FUNCTIONS[family];
  }

  /** Reads tokens that the server does not see. */
  readAll(tokens: readonly Token[], blocks: BlockTracker): void {
    for (let i = 0; i < tokens.length; i++) {
      blocks.read(tokens[i] as Token);
      this.read(tokens, i, blocks, 'hidden');
    }
  }

  /** Reads the statement that begins with a token, if one does. */
  read(tokens: readonly Token[], index: number, blocks: BlockTracker, sight: 'seen' | 'hidden'): void {
    const word = tokens[index] as Token;
    const opening = tokens[index + 1];
    if (word.kind !== 'word' || opening?.kind !== 'symbol' || opening.text !== '(') return;
    const isCall = this.functions.includes(word.text);
    if (!isCall && word.text === 'exec' && sight === 'seen' && blocks.block !== undefined) {
      const message =
        "exec() is a command of the server's core here, which runs its string with system(3), and none of the exec module: no variables, no input, and sipexec does not run it";
      this.problems.add('core-exec', message, word.file, word.start);
    }
    if (!isCall && !PARAMETER_WORDS.includes(word.text)) return;
    const list = readArguments(tokens, index + 1);
    if (list === undefined) {
      if (sight === 'seen')
        this.problems.add(
          'unclosed-call',
          `nothing closes the parenthesis of ${word.text}(`,
          word.file,
          word.start,
        );
      return;
    }
    const place = word.file.placeAt(word.start);
    const disabled = sight === 'hidden';
    if (!isCall) {
      const parameter = toParameter(list, place, disabled);
      if (parameter !== undefined) this.statements.parameters.push(parameter);
      return;
    }
    const separate = list.parts.find(
      (part) => part.length > 1 && part.every(({ kind }) => kind === 'string'),
    )?.[1];
    if (separate !== undefined && sight === 'seen') {
      const message =
        'the server does not join strings that stand side by side, and refuses to start: make it one string';
      this.problems.add('strings-not-joined', message, separate.file, separate.start);
    }
    const variable = this.family === 'kamailio' && list.parts.length > 1 ? variableIn(list.parts) : undefined;
    if (variable !== undefined && sight === 'seen') {
      const message = `Kamailio does not start with a variable outside of a string in ${word.text}() with two arguments: write "${readable(variable.text)}", or all of the argument as one string`;
      this.problems.add('not-constant', message, variable.file, variable.start);
    }
    const { block } = blocks;
    const mode = modeAt(tokens, index);
    this.statements.calls.push({
      function: word.text as ExecFunctionName,
      strings: 'expanded',
      arguments: list.arguments.map((argument, at) => {
        const part = list.parts[at] as readonly Token[];
        const use = at === 0 ? 'command' : at === 1 && word.text === 'exec' ? 'input' : undefined;
        const isFollowed = use !== undefined && !disabled;
        return withFollowed(argument, part, isFollowed ? this.assignments.follow(part, use) : undefined);
      }),
      place,
      end: list.last.file.placeAt(list.last.end),
      ...(block === undefined ? {} : { block }),
      ...(mode === undefined ? {} : { mode }),
      disabled,
    });
  }
}
