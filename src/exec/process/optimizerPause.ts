/**
 * V8 compiles functions anew, and better, while the program runs. Where commands follow each other that is time lost: to start
 * one is to fork this process, a fork takes longer for each piece of memory that the compilers have just written to, and they
 * take the processor from the command. So they pause from the third command on, until none has been started for a while.
 */
const FIRST_COMMANDS = 2;
const QUIET_MS = 100;

let isAllowed = false;
let commands = 0;
let isPaused = false;
let resumption: NodeJS.Timeout | undefined;

/**
 * Lets commands pause V8's optimizing compilers. For the program alone, where nobody gave Node options: the flags are those
 * of the whole process, which belongs to somebody else where the library is used.
 */
export function allowOptimizerPause(): void {
  if (isAllowed || process.execArgv.length > 0) return;
  isAllowed = true;
  // V8 takes a code cache only under the flags that it was made with, and ours is made when the process ends.
  process.prependListener('exit', resume);
}

/** A command is about to be started. */
export function commandStarts(): void {
  commands++;
  if (!isAllowed || commands <= FIRST_COMMANDS) return;
  if (!isPaused) setCompilers(false);
  resumption ??= setTimeout(resume, QUIET_MS).unref();
  resumption.refresh();
}

function resume(): void {
  if (isPaused) setCompilers(true);
}

function setCompilers(isOn: boolean): void {
  isPaused = !isOn;
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const compiler of compilers()) setFlagsFromString(isOn ? `--${compiler}` : `--no-${compiler}`);
}

/** V8's names of them: TurboFan is `opt`, and Node has had Maglev beside it since 22, on these processors. */
function compilers(): readonly string[] {
  const hasMaglev = Number.parseInt(process.versions.node, 10) >= 22 && /^(?:x64|arm64)$/.test(process.arch);
  return hasMaglev ? ['opt', 'maglev'] : ['opt'];
}
