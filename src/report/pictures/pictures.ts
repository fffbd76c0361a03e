// All that draws for a terminal, in one part of the program: what measures the width of characters is large.
export { type Call, callHeading, callsOf } from './calls.js';
export { cutTo } from './displayWidth.js';
export { asciiStrokes, ladder, type Strokes, unicodeStrokes } from './ladder.js';
export { ListTable } from './listTable.js';
export { mermaid } from './mermaid.js';
export { type MessageRow, messageRow } from './messageRow.js';
