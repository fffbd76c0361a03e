import type {
  CapturedMessage,
  CaptureProblem,
  CaptureReader,
  CaptureSink,
} from '../../src/capture/capturedMessage.js';

/** What a reader told its sink. */
export interface Collected {
  readonly messages: CapturedMessage[];
  readonly problems: CaptureProblem[];
}

export type ReaderFactory = (sink: CaptureSink, inputName: string) => CaptureReader;

/** Reads `input`, handed over in pieces of `pieceBytes`, to its end. */
export function readAll(factory: ReaderFactory, input: Buffer, pieceBytes = 65_536): Collected {
  const collected: Collected = { messages: [], problems: [] };
  const reader = factory(
    {
      message: (message) => collected.messages.push(message),
      problem: (problem) => collected.problems.push(problem),
    },
    'test.pcap',
  );
  for (let at = 0; at < input.length; at += pieceBytes) reader.push(input.subarray(at, at + pieceBytes));
  reader.end();
  return collected;
}
