/** What the build makes of the tables behind the help: none of it is part of the program. */
export { commandPages } from './commandPage.js';
export { manPages } from './manPages.js';
