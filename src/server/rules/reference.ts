/** What the documentation compares: none of it is part of the program by way of this file. */
export { serverRanges } from '../serverRanges.js';
export { findServer, serverIds } from '../servers.js';
export { serverPage } from './serverPage.js';
