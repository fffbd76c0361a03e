/** For docs/.vitepress/generate.mjs, which makes the reference's pages of servers; the program does not import this file. */
export { serverRanges } from '../serverRanges.js';
export { findServer, serverIds } from '../servers.js';
export { serverPage } from './serverPage.js';
