import {
  blockText,
  type ConfigPlace,
  type ExecArgument,
  type ExecCall,
  type ExecParameter,
  type ParameterValue,
  type ScannedConfig,
} from '../../config/scannedConfig.js';

/** `kamailio.cfg:245:3`, as `sipexec run` takes it. */
export function configPlaceText({ file, line, column }: ConfigPlace): string {
  return `${file}:${line}:${column}`;
}

/**
 * The calls and parameters of a configuration, a line each, in the order in which the server reads them.
 * Out: lines without line ends, as bytes.
 */
export function configLines(config: ScannedConfig): Buffer[] {
  return [...config.parameters.map(parameterLine), ...config.calls.map(callLine)];
}

function callLine(call: ExecCall): Buffer {
  const block = call.block === undefined ? '' : ` in ${blockText(call.block)}`;
  const raw = call.strings === 'raw' ? ' (raw: no pseudo-variable is expanded)' : '';
  const remark = `${modeText(call)}${raw}${notFollowed(call)}${call.disabled ? ' (a condition hides it)' : ''}`;
  const list = call.arguments.flatMap((argument, i) =>
    i === 0 ? [argumentText(argument)] : [Buffer.from(', '), argumentText(argument)],
  );
  const written = call.arguments.flatMap((argument) => argument.written ?? []);
  return Buffer.concat([
    Buffer.from(`${configPlaceText(call.place)}: ${call.function}(`),
    ...list,
    Buffer.from(`)${block}`),
    ...(written.length === 0
      ? []
      : [Buffer.from(' (put together from '), ...joinedBy(', ', written), Buffer.from(')')]),
    Buffer.from(remark),
  ]);
}

function joinedBy(separator: string, pieces: readonly Buffer[]): Buffer[] {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [Buffer.from(separator), piece]));
}

function modeText({ mode }: ExecCall): string {
  if (mode === 'async') return ' (async: the script goes on in its resume route when the command has ended)';
  return mode === 'launch' ? ' (launch: the script does not wait for the command)' : '';
}

function notFollowed(call: ExecCall): string {
  const found = call.arguments.find((argument) => argument.notFollowed !== undefined);
  return found === undefined ? '' : ` (not followed: ${found.notFollowed})`;
}

function parameterLine(parameter: ExecParameter): Buffer {
  const remark = parameter.disabled
    ? ' (a condition hides it)'
    : parameter.isEffective
      ? ''
      : ' (a later one replaces it)';
  return Buffer.concat([
    Buffer.from(`${configPlaceText(parameter.place)}: modparam("exec", "${parameter.name}", `),
    valueText(parameter.value),
    Buffer.from(`)${remark}`),
  ]);
}

function argumentText({ kind, value }: ExecArgument): Buffer {
  return kind === 'string' ? quoted(value) : value;
}

function valueText(value: ParameterValue): Buffer {
  if (value.kind === 'integer') return Buffer.from(String(value.value));
  return value.kind === 'string' ? quoted(value.value) : Buffer.from(value.written);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string as a configuration may write it, in one line. */
function quoted(value: Buffer): Buffer {
  const text = value.toString('latin1').replace(/["\\\n\r\t]/g, (character) => ESCAPES[character] as string);
  return Buffer.from(`"${text}"`, 'latin1');
}
