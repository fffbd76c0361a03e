import type { HeaderKind } from '../sip/headerKind.js';
import type { AddressRules } from '../sip/headers/address.js';
import type { ContactRules } from '../sip/headers/contact.js';
import type { ContentLengthRules } from '../sip/headers/contentLength.js';
import type { CredentialRules } from '../sip/headers/digest.js';
import type { ViaRules } from '../sip/headers/viaRules.js';
import type { MethodRules } from '../sip/method.js';
import type { UriRules } from '../sip/uri/uriRules.js';
import type { PseudoVariableRules, TransformationRules } from './pseudoVariables/rules.js';

/** The exec functions of a routing script. */
export type ExecFunction = 'exec_dset' | 'exec_msg' | 'exec_avp' | 'exec_cmd' | 'exec';

export type ServerFamily = 'documented' | 'openser' | 'opensips' | 'kamailio';

/** What a server does, as data. Every difference between servers is a field here and is read in one place. */
export interface ServerProfile {
  /** As `--server` takes it. */
  readonly id: string;
  /** Name and version for people. */
  readonly title: string;
  readonly family: ServerFamily;
  readonly functions: readonly ExecFunction[];
  readonly reception: ReceptionRules;
  readonly method: MethodRules;
  readonly headers: HeaderRules;
  readonly uri: UriRules;
  readonly contentLength: ContentLengthRules;
  readonly via: ViaRules;
  readonly to: AddressRules;
  readonly from: AddressRules;
  readonly contact: ContactRules;
  readonly credentials: CredentialRules;
  /** How the headers that name somebody are taken, where it is not as From is. */
  readonly identities: Readonly<Partial<Record<HeaderKind, IdentityRules>>>;
  /**
   * The headers among them whose first use reads on and shows nothing when a header on the way does not parse: all
   * headers, or up to the second more of the kind, of which the first has to parse. Later uses find the header
   * nevertheless.
   */
  readonly firstLook: Partial<Record<HeaderKind, 'reads-all' | 'reads-two-more'>>;
  readonly environment: EnvironmentRules;
  readonly pseudoVariables: PseudoVariableRules;
  readonly transformations: TransformationRules;
  readonly running: RunningRules;
}

/** How a header that names somebody is taken. */
export interface IdentityRules extends AddressRules {
  /** Whether the parser is handed the body alone, or the first byte of its line end with it. */
  readonly body: 'alone' | 'with-line-end';
  /** Whether the whole list has to parse for its first address to count. */
  readonly list: 'whole' | 'first';
  /** What `$hfl` shows of each address of the list; `none` where it shows the header as a whole. */
  readonly items: 'none' | 'without-parameters' | 'with-parameters';
}

/** What happens to a datagram before the script runs. */
export interface ReceptionRules {
  /** Bytes before the first line that are skipped (and stay in the command's input). */
  readonly skippedBeforeFirstLine: 'line-ends' | 'blanks-line-ends-and-nul';
  /** A NUL at the end of the datagram: part of the message, or (one only) taken off before anything else. */
  readonly trailingNul: 'kept' | 'one-removed';
  /** Input that is no SIP: dropped without a word, or an error to the user. */
  readonly notSip: 'dropped' | 'error';
  /** Requests whose version does not begin with `SIP/2.0`. */
  readonly otherProtocols: 'accepted' | 'dropped';
  /** How many bytes a message may have. */
  readonly longestMessageBytes: number;
  /** How far the headers are read before the script runs; a header that does not parse until there drops the message. */
  readonly readBeforeScript: 'first-via' | 'first-via-and-dialog-headers' | 'all';
  /** A request without To, From, Call-ID or CSeq. */
  readonly missingDialogHeader: 'accepted' | 'dropped';
  /** When a From is parsed: when it is needed, or when the header is read, as To is. */
  readonly from: 'parsed-when-needed' | 'parsed-when-read';
}

/** How header fields are told apart and grouped. */
export interface HeaderRules {
  /** Names in lower case to kinds; what is not listed is `other`. */
  readonly kinds: Readonly<Record<string, HeaderKind>>;
  /**
   * Where a name ends: at the next colon, wherever it stands; at the next colon of its line; at the first byte that
   * is no token, where a colon has to follow.
   */
  readonly name: 'until-colon' | 'until-colon-of-line' | 'token';
  /** A NUL where a header would begin. */
  readonly nulAtStart: 'malformed' | 'ends-headers';
  /** A header that has fewer bytes to the message's end does not parse. */
  readonly shortestBytes: number;
  /** Blanks between name and colon. */
  readonly blankBeforeColon: 'kept' | 'stripped';
  /**
   * Names that a tab before the colon makes strangers to the server: those which are compared four bytes at a time and
   * want a colon or a space to fill the last four; and compact ones. What compares four bytes at a time also takes a CR
   * for a hyphen and a NUL for that space, which differ by the bit that tells capitals from small letters; and where the
   * space has come, a name of anything else but blanks may follow, which makes a stranger of it.
   */
  readonly kindHiddenByTab: {
    readonly names: 'compared-by-four' | 'none';
    readonly compact: 'all' | 't' | 'none';
  };
  /** Blanks inside of a name. */
  readonly blankInName: 'accepted' | 'refused';
  /** A Retry-After, which may have to begin with a number. */
  readonly retryAfter: 'any' | 'checked';
  /** A second header of a kind that may come once. */
  readonly duplicates: 'accepted' | 'refused';
  /** The kinds that may come once. */
  readonly single: readonly HeaderKind[];
}

/** How the command's environment is made (servers.md §1 to §3). */
export interface EnvironmentRules {
  readonly setvarsDefault: boolean;
  /** Which variables there are at all when `setvars` is on. */
  readonly variables: 'all' | 'none';
  /** The kinds whose variable has a fixed name; every other one is named after the group's first header. */
  readonly canonicalNames: Readonly<Partial<Record<HeaderKind, string>>>;
  /** Headers of one group: in order of appearance, or the first, then the others from the last to the second. */
  readonly joinOrder: 'as-in-message' | 'first-then-reversed';
  /** A value that begins with `() {`, which a shell might take for a function. */
  readonly shellFunctionPrefix: 'defused' | 'passed-on';
  /** The names under which the original request URI is set, in the order of the block. */
  readonly originalUriNames: readonly string[];
  readonly transactionId: TransactionIdRules;
  /** A tag or a request URI of no bytes: nothing, or (C's strlen) everything from its place to the next NUL. */
  readonly emptyValue: 'empty' | 'rest-of-message';
}

/** What is hashed into SIP_TID, in this order (servers.md §2). */
export interface TransactionIdRules {
  readonly parts: 'from-and-to' | 'from-tag-and-to-tag-of-dialog-requests';
}

/** How a command is run, and what is made of its output (servers.md §4 to §9). */
export interface RunningRules {
  /** How exec_dset appends the request URI to the command. */
  readonly dsetArgument: 'shell-quoted' | 'in-quotes' | 'bare';
  /** How many bytes the expanded command may have, before the URI is appended; past it the function is refused. */
  readonly longestCommandBytes: { readonly exec_msg: number; readonly other: number };
  /**
   * A command that is one pseudo-variable and nothing else: its value, or (a string without an end) the value and all
   * of the message behind it.
   */
  readonly loneVariable: 'value' | 'runs-on';
  /** The name by which the shell is called: its `$0`, and how its error messages begin. */
  readonly shellName: 'sh' | '/bin/sh';
  /** Lines of output are split after so many bytes. */
  readonly longestLineBytes: number;
  /** How many URIs exec_dset takes. */
  readonly mostUris: number;
  /** What happens to the input of a command that waits for its end: remarks for the user, the run itself is proper. */
  readonly messageInput: 'delivered' | 'never-flushed' | 'never-ended';
  readonly timeToKill: 'no-effect' | 'terminates-shell';
}
