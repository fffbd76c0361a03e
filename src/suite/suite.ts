import type { BoundedPattern } from '../boundedPattern.js';
import type { InputFormat } from '../capture/inputReader.js';
import type { ServerOptions } from '../run/arrival/serverSettings.js';
import type { Selection } from '../run/selection/selection.js';
import type { SurroundingsOptions } from '../run/surroundings/daemonSurroundings.js';
import type { ExecFunction } from '../server/profile.js';
import type { FollowUp } from '../sip/compose/followUp.js';
import type { SuitePlace } from './problems.js';
import type { TableRow } from './table/template.js';

/** The functions that a case can call, by the names of sipexec's commands. */
export const caseFunctions = ['dset', 'msg', 'avp', 'cmd', 'exec'] as const;
export type CaseFunction = (typeof caseFunctions)[number];

/** The name that a function has in a routing script. */
export function scriptName(name: CaseFunction): ExecFunction {
  return name === 'exec' ? name : `exec_${name}`;
}

/** One file of checks. */
export interface Suite {
  /** The file as the user named it, or as an `include` of one that the user named. */
  readonly file: string;
  /** The folder that its paths are relative to, and where its commands run. */
  readonly folder: string;
  readonly cases: readonly SuiteCase[];
  /** Files and folders that its results depend on, beside those that its cases name: tables, and what `watch` lists. */
  readonly data: readonly string[];
}

/** One case of a suite, the file's and the defaults' keys merged into it. */
export interface SuiteCase {
  readonly file: string;
  readonly folder: string;
  readonly name: string;
  /** The name as written, where rows of a table make several cases of one. */
  readonly writtenName?: string;
  /** The row of the case's table that it is made of. */
  readonly row?: TableRow;
  readonly place: SuitePlace;
  /** Why it is not run. */
  readonly skip: string | undefined;
  readonly function: CaseFunction;
  readonly command: CaseCommand;
  readonly servers: readonly Placed<string>[];
  /** Whether the suite says which: where it does not, the module's manual stands for them. */
  readonly isServerNamed: boolean;
  readonly messages: readonly MessageSource[];
  readonly options: CaseOptions;
  readonly environment: DaemonEnvironment;
  /** Run in a fresh folder that holds copies of these files, and nothing else; undefined: in the suite's folder. */
  readonly isolate: readonly Placed<string>[] | undefined;
  /** After so many milliseconds a command counts as hanging; 0: never. */
  readonly timeoutMs: number;
  readonly expect: ReadonlyMap<ExpectationKey, Expectation>;
}

/** What a case says of the server and of how its command runs. What is not there has the default of every call. */
export interface CaseOptions
  extends Omit<ServerOptions, 'server' | 'daemonEnvironment'>,
    SurroundingsOptions {
  /** The module's timer in milliseconds. */
  readonly execTimerMs?: number;
  readonly shell?: string;
  /** The command is a KEMI script's string: no pseudo-variable is replaced in it. */
  readonly kemi?: boolean;
  /** Whether a call is run although a part of the message would run as shell. */
  readonly runInjected?: boolean;
  /** The daemon's PATH. */
  readonly path?: string;
  /** What the command of exec() reads, with pseudo-variables. */
  readonly stdin?: Placed<string>;
}

export interface Placed<Value> {
  readonly value: Value;
  readonly place: SuitePlace;
}

/** A command string, and what YAML made a comment of behind it, which may have been meant for the shell. */
export interface CaseCommand extends Placed<string> {
  readonly comment?: string | undefined;
}

/** The environment beneath the call's own variables. */
export interface DaemonEnvironment {
  /** What is taken over from sipexec's own environment. */
  readonly inherit: 'all' | readonly string[];
  readonly set: ReadonlyMap<string, string>;
}

/** Where the messages of a case come from. */
export type MessageSource =
  | { readonly kind: 'text'; readonly text: string; readonly place: SuitePlace }
  | ComposedMessage
  | {
      readonly kind: 'file';
      /** As written, relative to the suite's folder. */
      readonly path: string;
      /** What the file is; undefined: recognised by content. */
      readonly format?: InputFormat | undefined;
      readonly selection: Selection;
      readonly place: SuitePlace;
    };

/** A request that is made of fields, as `sipexec message` makes one of its options. */
export interface ComposedMessage {
  readonly kind: 'fields';
  readonly fields: MessageFields;
  /** The same seed gives the same branch, tag and Call-ID: by default one that is the case's own. */
  readonly randomSeed: number;
  /** The request that it belongs to. */
  readonly followUp?: { readonly kind: FollowUp; readonly path: string } | undefined;
  readonly body?: { readonly kind: 'file' | 'text'; readonly text: string } | undefined;
  readonly place: SuitePlace;
  /** Where each field stands, by the names of `MessageFields`. */
  readonly places: ReadonlyMap<string, SuitePlace>;
}

/** Fields of a request as texts; `headers` as `Name: value`. */
export interface MessageFields {
  readonly method?: string | undefined;
  readonly requestUri?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly transport?: string | undefined;
  readonly callId?: string | undefined;
  readonly cseq?: number | undefined;
  readonly via?: readonly string[] | undefined;
  readonly headers?: readonly string[] | undefined;
}

/** What a text is to be. */
export type Matcher =
  | { readonly kind: 'equals'; readonly text: string }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'matches'; readonly pattern: Pick<BoundedPattern, 'source' | 'test'> };

/** What a list of texts is to be: these in this order and no more, or these among others in any order. */
export interface ListMatcher {
  readonly kind: 'exactly' | 'contains';
  readonly items: readonly Matcher[];
}

export const outcomes = ['ran', 'refused', 'dropped', 'unsafe'] as const;

/** What one key of `expect` asks for. */
export type Expectation = { readonly place: SuitePlace } & (
  | { readonly key: 'outcome'; readonly outcome: (typeof outcomes)[number] }
  | { readonly key: 'returnCode'; readonly returnCode: number }
  | { readonly key: 'exitStatus'; readonly exitStatus: number | string }
  | { readonly key: 'timedOut'; readonly timedOut: boolean }
  | { readonly key: 'uris' | 'avps'; readonly list: ListMatcher }
  | {
      readonly key: 'env';
      readonly values: ReadonlyMap<string, Matcher>;
      readonly absent: readonly string[];
    }
  | { readonly key: 'stdout' | 'stderr' | 'commandLine'; readonly matchers: readonly Matcher[] }
  | { readonly key: 'reason'; readonly matchers: readonly Matcher[] }
  | { readonly key: 'maxDuration'; readonly maxMs: number }
  | { readonly key: 'warnings'; readonly codes: readonly string[] }
);

export type ExpectationKey = Expectation['key'];

/** Every key of `expect`, in the order in which failures are reported and recorded expectations are written. */
export const expectationKeys = [
  'outcome',
  'reason',
  'commandLine',
  'uris',
  'avps',
  'returnCode',
  'exitStatus',
  'timedOut',
  'env',
  'stdout',
  'stderr',
  'warnings',
  'maxDuration',
] as const satisfies readonly ExpectationKey[];
