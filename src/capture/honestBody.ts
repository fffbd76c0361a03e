const holdsMessages = /^(?:content-type|c)[ \t]{0,8}:[ \t]{0,8}(message|multipart)\//im;
const lineBreak = /\r?\n/;

/**
 * Whether a body may hold the message whose first line comes next in it: of type message/sip, message/sipfrag or their
 * kin (RFC 3420) at its begin, or behind the head of a part (RFC 2046 §5.1). `header` and `before`: the message's header
 * and the part of its body that stands before that line, lines ended by CRLF or LF.
 */
export function mayHoldMessage(header: string, before: string): boolean {
  const type = holdsMessages.exec(header)?.[1]?.toLowerCase();
  if (type === undefined) return false;
  const isBlank = before.trim() === '';
  if (type === 'message' || isBlank) return type === 'message' && isBlank;
  const lines = before.slice(-2000).split(lineBreak);
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] as string;
    if (line.startsWith('--')) return !line.trimEnd().endsWith('--');
    if (line.trim() !== '' && !/^content-[a-z-]{1,32}[ \t]{0,8}:/i.test(line)) return false;
  }
  return false;
}
