// Builds the site into .vitepress/dist: pages from the program's tables, the site itself, and a check of what came out.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vitepress';
import { checkSite } from './checkSite.mjs';
import { generate } from './generate.mjs';
import { relocate } from './relocate.mjs';

const docs = join(import.meta.dirname, '..');

// The declarations of the library come with the program's own build, which a clone's set-up has made.
if (!existsSync(join(docs, '../dist/index.d.ts')))
  execFileSync(process.execPath, ['build.mjs'], { cwd: join(docs, '..'), stdio: 'inherit' });
await generate();
await build(docs);
const site = join(import.meta.dirname, 'dist');
relocate(site);
const problems = checkSite(site);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
