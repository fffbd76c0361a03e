import type { Place } from '../../errors.js';
import { guessedValues } from '../../exec/warnings/guessedValues.js';
import { bytesOf } from '../../rawWords.js';
import { expandRecordLine } from '../../report/json/expandRecord.js';
import { droppedText } from '../../report/text/execText.js';
import { arrive, whyDropped } from '../../run/arrival/arrival.js';
import { commandFormat } from '../../run/call/commandFormat.js';
import { type Expansion, expandFormat } from '../../server/pseudoVariables/expand.js';
import type { ParsedArguments } from '../arguments/parsedArguments.js';
import { serverArguments } from '../arguments/serverArguments.js';
import type { CommandIo } from '../commandIo.js';
import { ExitStatus } from '../exitStatus.js';
import { identityOf } from '../input/identity.js';
import { Printer } from '../session/printer.js';
import { runSession } from '../session/session.js';

type Result = Expansion | { readonly outcome: 'dropped'; readonly reason: string; readonly place?: Place };

/** `sipexec expand`: a string with its pseudo-variables replaced, for every request of the input; nothing is run. */
export async function run(args: ParsedArguments, io: CommandIo): Promise<number> {
  const server = serverArguments(args, io);
  const { profile } = server;
  const format = await commandFormat(bytesOf(args.required('string')), profile);
  const printer = await Printer.create(args, io);
  return runSession<Result>(
    {
      jobs: 1,
      async handle(message) {
        const arrival = arrive(message, server);
        if (arrival.kind === 'reply') return undefined;
        if (arrival.kind === 'dropped') return { outcome: 'dropped', ...whyDropped(arrival) };
        return expandFormat(format, arrival.message, profile, arrival.state);
      },
      print(message, result) {
        if (args.flag('json')) printer.line(expandRecordLine(identityOf(message), profile.id, result));
        else if (result.outcome === 'expanded') {
          printer.result(message, Buffer.concat([result.bytes, Buffer.from('\n')]));
          printer.warnings(message, guessedValues(result.spans));
        } else if (result.outcome === 'dropped') {
          printer.notRun(message, droppedText(profile.id, result.reason), result.place);
        } else printer.notRun(message, `${profile.id}: ${result.reason}`);
        return result.outcome === 'expanded' ? ExitStatus.ok : ExitStatus.false;
      },
      printer,
      words: { handled: 'read', verdicts: { succeeded: 'expanded', failed: 'not' } },
    },
    args,
    io,
  );
}
