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
  ['7z\xbc\xaf\x27\x1c', `a 7-Zip archive${unpack('7z x -so')}`],
  ['RTSS', `a capture of Microsoft Network Monitor 1${convert}`],
  ['GMBU', `a capture of Microsoft Network Monitor 2${convert}`],
  ['TRSNIFF data', `a capture of Sniffer for DOS${convert}`],
  ['XCP\0', `a capture of Sniffer for Windows${convert}`],
  ['ObserverPktBuffe', `a capture of Network Instruments Observer${convert}`],
  ['\x05VNF', `a capture of Visual Networks${convert}`],
  ['\xaa\xaa\xaa\xaa', `a capture of Accellent 5Views${convert}`],
  ['\x01\x10\x4c\0\x01\x05', `a capture of Novell LANalyzer${convert}`],
  ['TR\0d', `a capture of HP-UX nettl${convert}`],
];

/** What an input is that begins with these bytes and is not read, with the way out; undefined where none is known. */
export function foreignFormat(firstBytes: Buffer): string | undefined {
  const first = firstBytes.toString('latin1', 0, 16);
  return foreignFormats.find(([start]) => first.startsWith(start))?.[1];
}
