import { constant, textValue, type Variable, type VariableContext } from '../../context.js';
import { formatTime } from '../../timeFormat.js';
import { colour } from './colours.js';

function flags({ profile }: VariableContext): Buffer {
  return textValue(profile.pseudoVariables.flags === 'number' ? '0' : '');
}

function now({ state }: VariableContext): Date {
  return state.time ?? new Date();
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time as ctime(3) writes it, in the local zone. */
function timeText(context: VariableContext): Buffer {
  const time = now(context);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = String(time.getDate()).padStart(2, ' ');
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return textValue(
    `${weekdays[time.getDay()]} ${months[time.getMonth()]} ${day} ${clock} ${time.getFullYear()}`,
  );
}

function timeSeconds(context: VariableContext): Buffer {
  return textValue(Math.floor(now(context).getTime() / 1000));
}

const hexFlags = constant('00000000');

/** `$K(IPv4)`: the numbers of address families and transports. */
const numbers: Readonly<Record<string, number>> = {
  IPv4: 2,
  IPv6: 10,
  UDP: 1,
  TCP: 2,
  TLS: 3,
  SCTP: 4,
};

const constantNamed: Variable = (_, argument) => {
  const number = numbers[argument];
  return number === undefined ? undefined : textValue(number);
};

/** `$env(NAME)`: of the daemon's own environment. */
const daemonVariable: Variable = ({ state }, argument) =>
  state.daemonEnvironment?.findLast(({ name }) => name === argument)?.value;

/** strftime(3) of the moment in the local time zone. */
const formattedTime: Variable = (context, argument) => textValue(formatTime(argument, now(context)));

/** `$utimef(format)`: the same in UTC. */
const formattedUtcTime: Variable = (context, argument) => {
  const time = now(context);
  return textValue(formatTime(argument, new Date(time.getTime() + time.getTimezoneOffset() * 60_000)));
};

/** The parts of the local time that `$time(part)` knows, as in C's `struct tm` but for the year, month and weekday. */
const timeParts: Readonly<Record<string, (time: Date) => number>> = {
  sec: (time) => time.getSeconds(),
  min: (time) => time.getMinutes(),
  hour: (time) => time.getHours(),
  mday: (time) => time.getDate(),
  mon: (time) => time.getMonth() + 1,
  year: (time) => time.getFullYear(),
  wday: (time) => time.getDay() + 1,
  yday: (time) => Number(formatTime('%-j', time)),
  isdst: (time) => (isSummerTime(time) ? 1 : 0),
};

function isSummerTime(time: Date): boolean {
  const january = new Date(time.getFullYear(), 0, 1).getTimezoneOffset();
  const july = new Date(time.getFullYear(), 6, 1).getTimezoneOffset();
  return time.getTimezoneOffset() < Math.max(january, july);
}

/** `$time(…)`: a format of strftime(3), or one of the parts. */
const time: Variable = (context, argument, index) => {
  if (context.profile.pseudoVariables.timeArgument === 'format')
    return formattedTime(context, argument, index);
  const part = timeParts[argument]?.(now(context));
  return part === undefined ? undefined : textValue(part);
};

/** `$TV(s)`, `$TV(u)`, `$TV(Sn)`: seconds, microseconds, both. */
const timeValue: Variable = (context, argument) => {
  const milliseconds = now(context).getTime();
  const seconds = String(Math.floor(milliseconds / 1000));
  const microseconds = (milliseconds % 1000) * 1000;
  if (argument === 's') return textValue(seconds);
  if (argument === 'u') return textValue(microseconds);
  return argument === 'Sn' ? textValue(`${seconds}.${String(microseconds).padStart(6, '0')}`) : undefined;
};

/** `$version(num)`, `$version(full)`, `$version(hash)`: as in packages, whose builds know no commit. */
const version: Variable = ({ profile }, argument) => {
  const { release } = profile.pseudoVariables;
  if (release === undefined) return undefined;
  if (argument === 'hash') return textValue('unknown ');
  const { number, system } = release;
  return textValue(argument === 'full' ? `${profile.family} ${number} (${system}) ` : number);
};

/** Without a value here: set by a script, or known only when the message is sent. */
const nothing: Variable = () => undefined;

/** What the server knows without the message: flags that no script has set, its process, the time, constants. */
export function serverVariables(): Record<string, Variable> {
  return {
    mf: flags,
    bf: flags,
    sf: flags,
    mF: hexFlags,
    bF: hexFlags,
    sF: hexFlags,
    mi: constant('1'),
    mt: constant('1'),
    pp: ({ state }) => textValue(state.processId ?? 1),
    rc: constant('1'),
    retcode: constant('1'),
    rT: constant('request_route'),
    Tf: timeText,
    TF: timeText,
    Ts: timeSeconds,
    TS: timeSeconds,
    Tb: timeSeconds,
    'time()': time,
    'timef()': formattedTime,
    'utimef()': formattedUtcTime,
    'TV()': timeValue,
    'env()': daemonVariable,
    'envn()': daemonVariable,
    Tsm: ({ state }) => textValue(((state.time ?? new Date()).getTime() % 1000) * 1000),
    'version()': version,
    'C()': colour,
    sid: constant('0'),
    'shv()': constant('0'),
    ru_q: constant('-1'),
    'vz()': constant('0'),
    'vn()': nothing,
    'xavp()': nothing,
    'xavu()': nothing,
    'xavi()': nothing,
    'param()': nothing,
    'argv()': nothing,
    'sbranch()': nothing,
    'rpl()': nothing,
    'snd()': nothing,
    'sndto()': nothing,
    'socket_out()': nothing,
    ruid: nothing,
    'K()': constantNamed,
    Eb: constant('\\'),
    Ec: constant(','),
    Ei: constant(':'),
    Ej: constant(';'),
    Ek: constant("'"),
    En: constant('\n'),
    Eq: constant('"'),
    Er: constant('\r'),
    Es: constant(' '),
    Et: constant('\t'),
    Ev: constant('`'),
  };
}
