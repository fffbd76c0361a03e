/** For the build alone, which makes the documentation's tables of servers with it; the program does not import this file. */
export { serverRanges } from '../serverRanges.js';
export { findServer, serverIds } from '../servers.js';
export { serverPage } from './serverPage.js';
