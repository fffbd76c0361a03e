/** A call in a routing script, with what the script does before it. */
export interface ScriptCall {
  readonly function: string;
  /** The command string, with pseudo-variables. */
  readonly command: string;
  readonly setvars: boolean;
  /** Assignments to the AVP of exec()'s environment, in order: what is assigned. */
  readonly environment: readonly string[];
  /** Values that the script has looked at: `$var(value) = $rm; if (!(…)) exit;`. */
  readonly checked: readonly { readonly variable: string; readonly of: string; readonly pattern: string }[];
}

/** What a finding tells, and where in the command string it stands. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

/** A piece of advice: how its text reads, and what somebody does who takes it at its word. */
interface Follower {
  readonly reads: RegExp;
  follow(call: ScriptCall, told: Told, match: RegExpExecArray): ScriptCall;
}

const FOLLOWERS: readonly Follower[] = [
  {
    reads:
      /^(?:.*; )?(?:set modparam\("exec", "setvars", 1\)|.* write modparam\("exec", "setvars", 1\), or 0)/,
    follow: (call) => ({ ...call, setvars: true }),
  },
  {
    reads: /(?:; use |gives the command no variables, )(exec_msg)\(\)(?:, which| does)/,
    follow: (call, _told, [, name]) => ({ ...call, function: name as string }),
  },
  {
    reads: /; write ((?:\$avp\(env\) = .+?; ?)+)before the call/,
    follow: (call, _told, [, statements]) => {
      const assigned = [...(statements as string).matchAll(/\$avp\(env\) = (.+?); ?(?=\$avp\(env\) =|$)/g)];
      return { ...call, environment: assigned.map(([, value]) => value as string) };
    },
  },
  {
    reads: /let the script check it first, (?:(\$var\(\w+\)) = (.+?); )?if \(!\((\$\S+) =~ "(.+?)"\)\) exit;/,
    follow: (call, _told, [, copy, of, looked, pattern]) => {
      const check = {
        variable: (copy ?? looked) as string,
        of: (of ?? looked) as string,
        pattern: pattern as string,
      };
      return { ...call, checked: [...call.checked, check] };
    },
  },
  {
    reads:
      /\bwrite (?!\$avp\(env\) =)((?:(?!\bwrite\b).)+?) for (?!the shell's)(.+?)(?: \((?:the whole|each ")|$)/,
    follow: (call, told, [, text, replaced]) => replace(call, told, replaced as string, text as string),
  },
  {
    reads: /do without eval, with (".+?") for the value/,
    follow: (call, told, [, text]) => ({ ...replace(call, told, /eval .*/s, `: ${text as string}`) }),
  },
  {
    reads: /hand (?:the value|it) over as an argument: (\S+ -c 'command ".+?"' sh ".+?")(?: \(|$)/,
    follow: (call, told, [, text]) =>
      replace(call, told, /\S+ -c .*/s, (text as string).replace('command', ':')),
  },
  {
    reads:
      /write ("\$+SIP_RURI") in the command where it is wanted, and end the command with (a further line, )?"( #)"/,
    follow: (call, _told, [, uri, line, end]) => ({
      ...call,
      command: line === undefined ? `${call.command} ${uri}${end}` : `${call.command}\n: ${uri}${end}`,
    }),
  },
  {
    reads: /end the command with "( #)"/,
    follow: (call, _told, [, end]) => ({ ...call, command: `${call.command}${end}` }),
  },
  {
    reads: /takes (\$\S*?) for a variable of its own .*; write (\$\S+) for the shell's/,
    follow: (call, told, [, one, two]) => replace(call, told, one as string, two as string),
  },
  {
    reads: /unknown pseudo-variable (\S+): .*; write (\S+)$/,
    follow: (call, told, [, wrong, right]) => replace(call, told, wrong as string, right as string),
  },
  {
    reads: /the shell splits (\S+) at blanks .*: write (".+?")(?: \(|$)/,
    follow: (call, told, [, bare, quoted]) => replace(call, told, bare as string, quoted as string),
  },
  {
    reads: /sets (\w+).*; (?:use|did you mean) (\w+)/,
    follow: (call, told, [, wrong, right]) => {
      // Its place is that of the dollar before the name.
      const written = new RegExp(`(?<=^.{${told.at}})\\$*\\{?${wrong}`, 's').exec(call.command)?.[0] ?? '';
      return replace(call, told, written, written.replace(wrong as string, right as string));
    },
  },
];

/** Does what a finding advises, by its text alone. Out: undefined where the text has nothing that anybody here follows. */
export function follow(call: ScriptCall, told: Told): ScriptCall | undefined {
  // Advice of several parts is followed part by part; the one that moves text comes last.
  const parts = FOLLOWERS.flatMap((one) => {
    const match = one.reads.exec(told.message);
    return match === null ? [] : [{ one, match }];
  });
  if (parts.length === 0) return undefined;
  const isUriAdvice = /SIP_RURI" in the command/.test(told.message);
  const taken = isUriAdvice ? parts.filter(({ one }) => !one.reads.source.startsWith('end the')) : parts;
  return taken.reduce((done, { one, match }) => one.follow(done, told, match), call);
}

/** Replaces the text that stands around the place of a finding. */
function replace(call: ScriptCall, { at, message }: Told, wrong: string | RegExp, right: string): ScriptCall {
  const { command } = call;
  const found = [
    ...command.matchAll(wrong instanceof RegExp ? new RegExp(wrong, 'gs') : new RegExp(escaped(wrong), 'g')),
  ];
  const [match] = found.filter(({ index, 0: text }) => index <= at && at < index + text.length);
  if (match === undefined) throw new Error(`${JSON.stringify(command)} has at ${at} nothing of: ${message}`);
  return {
    ...call,
    command: command.slice(0, match.index) + right + command.slice(match.index + match[0].length),
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
