// What package.json says in the tarball: nothing that concerns a clone alone. npm warns whoever installs a tarball of a
// script `prepare`, which builds a clone and would do nothing there; so it is left out, with the other scripts and the
// packages that they need. `npm pack` and `npm publish` run this before packing, and with --restore behind it.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const manifest = 'package.json';
const whole = 'package.json.whole';

if (process.argv.includes('--restore')) {
  if (existsSync(whole)) renameSync(whole, manifest);
} else {
  // An earlier run that was ended in between left the whole one here.
  if (!existsSync(whole)) writeFileSync(whole, readFileSync(manifest));
  const { scripts, devDependencies, allowScripts, ...packed } = JSON.parse(readFileSync(whole, 'utf8'));
  writeFileSync(manifest, `${JSON.stringify(packed, null, 2)}\n`);
}
