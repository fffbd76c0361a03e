import type { CapturedMessage, CaptureProblem } from '../../src/capture/capturedMessage.js';
import { type InputFormat, openReader } from '../../src/capture/openReader.js';

export interface CollectedInput {
  readonly messages: CapturedMessage[];
  readonly problems: CaptureProblem[];
  readonly format: InputFormat | undefined;
}

/** Reads a whole input, handed over in pieces of `pieceBytes`. */
export async function readInput(
  input: Buffer | string,
  options: { format?: InputFormat; pieceBytes?: number } = {},
): Promise<CollectedInput> {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  const messages: CapturedMessage[] = [];
  const problems: CaptureProblem[] = [];
  const reader = openReader(
    { message: (message) => messages.push(message), problem: (problem) => problems.push(problem) },
    { inputName: 'in', ...(options.format === undefined ? {} : { format: options.format }) },
  );
  const pieceBytes = options.pieceBytes ?? 65_536;
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await reader.push(bytes.subarray(at, at + pieceBytes));
  await reader.end();
  return { messages, problems, format: reader.format };
}

/** The bytes of the messages, one character a byte. */
export function texts(collected: CollectedInput): string[] {
  return collected.messages.map((message) => message.bytes.toString('latin1'));
}
