/**
 * Everything that reads captures: what is more than plain messages. Imported only with `import()`, when an input turns
 * out to need it, because it is larger than all the rest of the program that one message needs.
 */

export { capturedFileFormat } from './capturedFileFormat.js';
export { captureReader } from './captureReader.js';
export { foreignFormat, templateText } from './foreignFormat.js';
export { gunzipReader } from './gunzip.js';
export { firstLineAt } from './text/lines/firstLine.js';
export { refusalOf } from './text/refusedText.js';
export { isHeading } from './text/textFormats.js';
export { TextInput } from './text/textInput.js';
