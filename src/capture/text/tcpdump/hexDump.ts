/** The bytes that a line of `-x`, `-xx`, `-X` or `-XX` shows; the text beside them is not looked at. */
export function hexDumpLine(line: string): Buffer | undefined {
  const match =
    /^\s*0x[0-9a-f]{4,8}: {1,2}([0-9a-f]{4}(?: [0-9a-f]{4})*(?: [0-9a-f]{2})?|[0-9a-f]{2})(?=\s|$)/.exec(
      line,
    );
  return match === null ? undefined : Buffer.from((match[1] as string).replace(/ /g, ''), 'hex');
}

/** The link types of LINKTYPE_ numbers that a dump can begin with. */
const rawIp = 101;
const ethernet = 1;
const linuxCooked = 113;
const linuxCooked2 = 276;
const loopback = 0;
const pppOverEthernet = 51;
const mpls = 219;

/**
 * What a dump begins with, which tcpdump does not say: with `-X` what the link's header leads to, mostly IP; with
 * `-XX` that header.
 * Undefined as long as too few bytes are there to tell.
 */
export function linkTypeOfDump(bytes: Buffer): number | undefined {
  if (bytes.length < 24) return undefined;
  // 45 is no Ethernet address that a packet is sent to alone: its lowest bit is a group's.
  if (bytes[0] === 0x45) return rawIp;
  if (isEtherType(bytes.readUInt16BE(12)) && isIpOrTag(bytes, 12)) return ethernet;
  if (isEtherType(bytes.readUInt16BE(14)) && bytes[0] === 0 && (bytes[1] as number) <= 4) return linuxCooked;
  if (isEtherType(bytes.readUInt16BE(0)) && bytes.readUInt16BE(2) === 0) return linuxCooked2;
  if (isIpVersion(bytes[0] as number)) return rawIp;
  if (isPppoe(bytes)) return pppOverEthernet;
  if (isMpls(bytes)) return mpls;
  return isIpVersion(bytes[4] as number) ? loopback : ethernet;
}

/** How many bytes the IP packet that a dump of raw IP begins with has; undefined for other dumps. */
export function ipPacketBytes(bytes: Buffer): number | undefined {
  if (linkTypeOfDump(bytes) !== rawIp) return undefined;
  const version = (bytes[0] as number) >> 4;
  return version === 6 ? 40 + bytes.readUInt16BE(4) : bytes.readUInt16BE(2);
}

/** A session's frame (RFC 2516 §4) with IP in it. */
function isPppoe(bytes: Buffer): boolean {
  const protocol = bytes.readUInt16BE(6);
  return bytes.readUInt16BE(0) === 0x1100 && (protocol === 0x0021 || protocol === 0x0057);
}

/** Labels (RFC 3032 §2.1) up to the bottom of the stack, and an IP packet that takes the rest. */
function isMpls(bytes: Buffer): boolean {
  let at = 0;
  while (at + 12 <= bytes.length && ((bytes[at + 2] as number) & 1) === 0) at += 4;
  const start = at + 4;
  if (start + 8 > bytes.length) return false;
  const rest = bytes.length - start;
  if (bytes[start] === 0x45) return bytes.readUInt16BE(start + 2) === rest;
  return (bytes[start] as number) >> 4 === 6 && 40 + bytes.readUInt16BE(start + 4) === rest;
}

function isEtherType(value: number): boolean {
  return (
    value === 0x0800 ||
    value === 0x86dd ||
    value === 0x8100 ||
    value === 0x88a8 ||
    value === 0x9100 ||
    value === 0x8847 ||
    value === 0x8864
  );
}

function isIpOrTag(bytes: Buffer, at: number): boolean {
  const type = bytes.readUInt16BE(at);
  return (type !== 0x0800 && type !== 0x86dd) || isIpVersion(bytes[at + 2] as number);
}

function isIpVersion(byte: number): boolean {
  return byte >> 4 === 4 || byte >> 4 === 6;
}
