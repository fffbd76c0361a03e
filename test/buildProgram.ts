import { execaSync } from 'execa';

/** Builds the program once before the tests, so that the end-to-end tests run what a user would run. */
export function setup(): void {
  execaSync('node', ['build.mjs', '--no-types'], { stdio: 'inherit' });
}
