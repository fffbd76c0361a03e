import packageJson from '../../package.json' with { type: 'json' };
import { ownWords } from './arguments/ownWords.js';
import { ExitStatus } from './exitStatus.js';
import { errorLine, unexpectedError } from './output/errorLine.js';
import { isTerminal } from './output/isTerminal.js';
import { OutputStream } from './output/outputStream.js';
import { ownEnvironment } from './ownEnvironment.js';
import { runProgram } from './program.js';
import { UserSignals } from './userSignals.js';

const interrupt = new UserSignals();
const stdout = new OutputStream(1, 'standard output', interrupt);
const stderr = new OutputStream(2, 'standard error', interrupt);
if (stdout.isTerminal) stdout.shares(stderr);

runProgram(ownWords(), {
  stdout,
  stderr,
  isStdinTerminal: isTerminal(0),
  environment: ownEnvironment(),
  version: packageJson.version,
  interrupt,
}).then(finish);

process.on('uncaughtException', (error) => {
  stderr.write(errorLine(unexpectedError(error)));
  finish(ExitStatus.failed);
});

/** Ends at once: a reader of a live input, or its pipe, must not keep the process from ending. */
function finish(status: number): void {
  try {
    stderr.flush();
    // What Ctrl-C has ended leaves no bar behind.
    stderr.clearStatus();
  } catch {
    // Nobody reads standard error any more: there is nowhere left to say so.
  }
  process.exit(status);
}
