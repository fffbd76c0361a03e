// Starts a shell so many times with what Node has for it, one after the other or side by side, and does nothing else: no program
// on Node can run commands in less. In: how many, how many at a time, the command line.
import { spawn } from 'node:child_process';

const [times, atATime, command] = process.argv.slice(2);
let left = Number(times);

const once = () =>
  new Promise((resolve) => {
    spawn('/bin/sh', ['-c', command], { stdio: 'ignore' }).on('exit', resolve);
  });

await Promise.all(
  Array.from({ length: Number(atATime) }, async () => {
    while (left-- > 0) await once();
  }),
);
