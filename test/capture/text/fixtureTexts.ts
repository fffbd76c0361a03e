import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('fixtures/texts');

/** A text that a real tool made; `fixtures/texts/README.md` tells how. */
export function fixtureText(name: string): Buffer {
  return readFileSync(path.join(folder, name));
}

/** The names of all of them. */
export function fixtureTexts(): string[] {
  return readdirSync(folder).filter((name) => /\.(?:txt|log)$/.test(name));
}
