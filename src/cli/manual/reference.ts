/** For build.mjs and docs/.vitepress/generate.mjs, which make the manual and the reference; the program does not import this file. */
export { commandPages } from './commandPage.js';
export { manPages } from './manPages.js';
