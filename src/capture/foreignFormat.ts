const unpack = (tool: string) => `; unpack it first: ${tool} <file> | sipexec …`;
const convert = '; convert it first: editcap -F pcapng <file> <new file>';

/** The first bytes of files that people have beside those that are read, what they are, and the way out. */
const foreignFormats: readonly (readonly [firstBytes: string, description: string])[] = [
  ['\x28\xb5\x2f\xfd', `compressed with zstd${unpack('zstd -dc')}`],
  ['\x04\x22\x4d\x18', `compressed with lz4${unpack('lz4 -dc')}`],
  ['\xfd7zXZ\0', `compressed with xz${unpack('xz -dc')}`],
  ['BZh', `compressed with bzip2${unpack('bzip2 -dc')}`],
  ['LZIP', `compressed with lzip${unpack('lzip -dc')}`],
  ['\x1f\x9d', `compressed with compress${unpack('zcat')}`],
  ['PK\x03\x04', `a ZIP archive${unpack('unzip -p')}`],
  ['PK\x05\x06', 'an empty ZIP archive'],
  ['Rar!\x1a\x07', `a RAR archive${unpack('unrar p -inul')}`],
  ['MSCF\0\0\0\0', `a cabinet archive${unpack('cabextract -p')}`],
  ['!<arch>\n', `an ar archive${unpack('ar p')}`],
  ['070701', `a cpio archive${unpack('cpio -i --to-stdout <')}`],
  ['070707', `a cpio archive${unpack('cpio -i --to-stdout <')}`],
  ['7z\xbc\xaf\x27\x1c', `a 7-Zip archive${unpack('7z x -so')}`],
  ['RTSS', `a capture of Microsoft Network Monitor 1${convert}`],
  ['GMBU', `a capture of Microsoft Network Monitor 2${convert}`],
  ['\0\0\x02\0\x12\x05\0\x10', `a binary capture of a Tektronix K12${convert}`],
  ['\x7fver\0', `a capture of WildPackets OmniPeek${convert}`],
  ['iptrace ', `a capture of AIX iptrace${convert}`],
  ['btsnoop\0', 'a capture of Bluetooth, which carries no SIP'],
  ['TRSNIFF data', `a capture of Sniffer for DOS${convert}`],
  ['XCP\0', `a capture of Sniffer for Windows${convert}`],
  ['ObserverPktBuffe', `a capture of Network Instruments Observer${convert}`],
  ['\x05VNF', `a capture of Visual Networks${convert}`],
  ['\xaa\xaa\xaa\xaa', `a capture of Accellent 5Views${convert}`],
  ['\x01\x10\x4c\0\x01\x05', `a capture of Novell LANalyzer${convert}`],
  ['TR\0d', `a capture of HP-UX nettl${convert}`],
];

/**
 * What a text is that holds no messages though it looks as if it did, with the way out: a scenario of SIPp has templates, in which
 * `[service]` and the like stand for what SIPp fills in. In: the beginning of the text.
 */
export function templateText(firstBytes: Buffer): string | undefined {
  const start = firstBytes.toString('latin1', 0, 4096).trimStart();
  if (!/^(?:\xef\xbb\xbf)?<(?:\?xml|!DOCTYPE|!--|scenario)/i.test(start)) return undefined;
  if (!/<!DOCTYPE\s+scenario|<scenario[\s>]/.test(start)) return undefined;
  return 'a scenario of SIPp, which has templates and no messages; run it with -trace_msg and give the log that SIPp writes, or a capture of the run';
}

/** Where a tar archive has its magic, and what it is. */
const tarMagicAt = 257;
const tarMagic = 'ustar';

/** What an input is that begins with these bytes and is not read, with the way out; undefined where none is known. */
export function foreignFormat(firstBytes: Buffer): string | undefined {
  const first = firstBytes.toString('latin1', 0, 16);
  const description = foreignFormats.find(([start]) => first.startsWith(start))?.[1];
  if (description !== undefined) return description;
  if (firstBytes.toString('latin1', tarMagicAt, tarMagicAt + tarMagic.length) === tarMagic)
    return `a tar archive${unpack('tar -xOf')}`;
  return isCommView(firstBytes) ? `a capture of CommView${convert}` : undefined;
}

/**
 * CommView has no magic: each record begins with lengths and a date. Its newer format has one length of four bytes, the older
 * one two of two bytes and a version of 0.
 */
function isCommView(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const isOlder =
    bytes.readUInt16LE(0) > 0 && bytes.readUInt16LE(0) <= bytes.readUInt16LE(2) && bytes[4] === 0;
  const isNewer = bytes.readUInt32LE(0) > 0 && bytes.readUInt32LE(0) <= 0xffff;
  return (isOlder && isDate(bytes, 5)) || (isNewer && isDate(bytes, 4));
}

/** Year, month, day, hour, minute and second, then millionths of it. */
function isDate(bytes: Buffer, at: number): boolean {
  const year = bytes.readUInt16LE(at);
  const [month, day, hour, minute, second] = bytes.subarray(at + 2, at + 7);
  const isWithin = (value: number | undefined, lowest: number, highest: number) =>
    value !== undefined && value >= lowest && value <= highest;
  return (
    isWithin(year, 1998, 2100) &&
    isWithin(month, 1, 12) &&
    isWithin(day, 1, 31) &&
    isWithin(hour, 0, 23) &&
    isWithin(minute, 0, 59) &&
    isWithin(second, 0, 60) &&
    bytes.readUInt32LE(at + 7) < 1_000_000
  );
}
