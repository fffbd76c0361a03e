import { TextDecoder } from 'node:util';

/** Reads a file of text. Out: its text, or why there is none. */
export function readText(
  file: string,
  readBytes: (file: string) => Uint8Array,
): string | { readonly reason: string } {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readBytes(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { reason: (code !== undefined && REASONS[code]) || message };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};
