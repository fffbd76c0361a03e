/** For the build alone, which makes the manual pages and the reference with it; the program does not import this file. */
export { commandPages } from './commandPage.js';
export { manPages } from './manPages.js';
