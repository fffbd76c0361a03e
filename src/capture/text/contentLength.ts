/** The header's end: where the body of a message begins, lines ended by CRLF or LF; -1 where no empty line is. */
export function bodyStart(text: string): number {
  const match = /\n\r?\n/.exec(text);
  return match === null ? -1 : match.index + match[0].length;
}

/** The value of Content-Length or `l` in a header; undefined where there is none or it is no number. */
export function contentLength(header: string): number | undefined {
  const match = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})/im.exec(header);
  return match === null ? undefined : Number(match[1]);
}
