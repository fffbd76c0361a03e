import type { CaptureReader, CaptureSink } from '../capturedMessage.js';
import type { TextFormat } from './textFormats.js';
import { TextInput } from './textInput.js';

export type { TextFormat } from './textFormats.js';

/** A reader of a text; `idle` hands over what is complete while the input is silent. */
export type TextReader = CaptureReader & { idle(): void };

/** The reader of a text whose one format is known; `text`: of one in any formats. */
export function textReader(format: TextFormat, sink: CaptureSink, inputName: string): TextReader {
  return new TextInput(sink, inputName, format);
}
