import { bytesOf } from '../../rawWords.js';
import { ComposeError } from '../../sip/compose/composeError.js';
import { composeRequest, parseHeaderText } from '../../sip/compose/composeRequest.js';
import { composeFollowUp, type FollowUp } from '../../sip/compose/followUp.js';
import type { RequestFields } from '../../sip/compose/requestFields.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { UsageError } from '../arguments/usageError.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { readWhole } from '../input/wholeFile.js';

/** `sipexec message`: a request of one's own, as it goes over the wire. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const followUps = (['cancel', 'ack', 'in-dialog'] as const).filter(
    (kind) => args.value(kind) !== undefined,
  );
  const [kind] = followUps;
  if (followUps.length > 1) throw new UsageError(`--${followUps.join(' and --')} exclude each other`);
  if (kind !== undefined && kind !== 'in-dialog' && args.value('method') !== undefined)
    throw new UsageError(`--${kind} says the method already; leave --method out`);
  io.stdout.write(await composed(args, kind, io));
  return ExitStatus.ok;
}

/** @throws UsageError for what would be no message, InputError for a file that cannot be read */
async function composed(args: ParsedArguments, kind: FollowUp | undefined, io: CommandIo): Promise<Buffer> {
  const other = kind === undefined ? undefined : await readWhole(args.value(kind) as string, io);
  const bodyFile = args.value('body');
  const body = bodyFile === undefined ? undefined : await readWhole(bodyFile, io);
  try {
    const fields = { ...fieldsOf(args), body };
    return kind === undefined ? composeRequest(fields) : composeFollowUp(kind, other as Buffer, fields);
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    if (error.field === 'request')
      throw new UsageError(`--${kind} ${args.value(kind as string)}: ${error.reason}`);
    throw new UsageError(`--${optionOf[error.field] ?? error.field}: ${error.reason}`);
  }
}

const optionOf: Readonly<Record<string, string>> = {
  requestUri: 'ruri',
  callId: 'call-id',
  headers: 'header',
  randomSeed: 'random-seed',
};

function fieldsOf(args: ParsedArguments): RequestFields {
  const text = (option: string) => {
    const word = args.value(option);
    return word === undefined ? undefined : bytesOf(word).toString('latin1');
  };
  return {
    method: text('method'),
    requestUri: text('ruri'),
    from: text('from'),
    to: text('to'),
    transport: text('transport'),
    callId: text('call-id'),
    cseq: numberOf('cseq', args),
    randomSeed: numberOf('random-seed', args),
    via: args.list('via').map((word) => bytesOf(word).toString('latin1')),
    headers: args.list('header').map((word) => parseHeaderText(bytesOf(word).toString('latin1'))),
  };
}

function numberOf(option: string, args: ParsedArguments): number | undefined {
  const word = args.value(option);
  if (word === undefined) return undefined;
  if (!/^\d+$/.test(word)) throw new UsageError(`--${option} cannot be "${word}": it is a whole number`);
  return Number(word);
}
