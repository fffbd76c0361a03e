/** Builds frames and capture files byte by byte, so that a test shows what it reads. */

export interface Ends {
  readonly source?: string;
  readonly destination?: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
}

export const ends = {
  source: '192.0.2.10',
  destination: '198.51.100.20',
  sourcePort: 5070,
  destinationPort: 5060,
} as const;

export const ends6 = { ...ends, source: '2001:db8::10', destination: '2001:db8::20' } as const;

/** A request with the Call-ID `id` and, where there is one, a body. */
export function request(id: string, body = '', method = 'OPTIONS'): Buffer {
  return Buffer.from(
    [
      `${method} sip:bob@example.com SIP/2.0`,
      'Via: SIP/2.0/UDP 192.0.2.10:5070;branch=z9hG4bK1',
      'From: <sip:alice@example.com>;tag=1',
      'To: <sip:bob@example.com>',
      `Call-ID: ${id}`,
      `CSeq: 1 ${method}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}

export const uint16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
export const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
export const hex = (text: string) => Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex');

/** An address of either version as its 4 or 16 bytes. */
export function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const front = groups(head);
  const back = address.includes('::') ? groups(tail) : [];
  const all = [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
  return Buffer.concat(all.map(uint16));
}

export function udp(
  payload: Buffer,
  { sourcePort = 5070, destinationPort = 5060 }: Ends = ends,
  length = -1,
): Buffer {
  const total = length < 0 ? 8 + payload.length : length;
  return Buffer.concat([uint16(sourcePort), uint16(destinationPort), uint16(total), uint16(0), payload]);
}

export interface Ipv4Options extends Ends {
  readonly protocol?: number;
  readonly identification?: number;
  /** In bytes. */
  readonly fragmentOffset?: number;
  readonly moreFragments?: boolean;
  readonly options?: Buffer;
  readonly totalLength?: number;
}

export function ipv4(payload: Buffer, options: Ipv4Options = {}): Buffer {
  const extra = options.options ?? Buffer.alloc(0);
  const fragment = ((options.fragmentOffset ?? 0) >> 3) | (options.moreFragments ? 0x2000 : 0);
  return Buffer.concat([
    Buffer.from([0x45 + extra.length / 4, 0]),
    uint16(options.totalLength ?? 20 + extra.length + payload.length),
    uint16(options.identification ?? 1),
    uint16(fragment),
    Buffer.from([64, options.protocol ?? 17]),
    uint16(0),
    addressBytes(options.source ?? ends.source),
    addressBytes(options.destination ?? ends.destination),
    extra,
    payload,
  ]);
}

export function ipv6(
  payload: Buffer,
  options: Ends & { nextHeader?: number; payloadLength?: number } = {},
): Buffer {
  return Buffer.concat([
    uint32(0x60000000),
    uint16(options.payloadLength ?? payload.length),
    Buffer.from([options.nextHeader ?? 17, 64]),
    addressBytes(options.source ?? ends6.source),
    addressBytes(options.destination ?? ends6.destination),
    payload,
  ]);
}

export function ethernet(payload: Buffer, etherType = 0x0800): Buffer {
  return Buffer.concat([Buffer.alloc(12, 2), uint16(etherType), payload]);
}

export interface TcpOptions extends Ends {
  readonly sequence: number;
  readonly acknowledgment?: number;
  readonly flags?: string;
}

const flagBits: Record<string, number> = { F: 0x01, S: 0x02, R: 0x04, P: 0x08, A: 0x10 };

export function tcp(payload: Buffer, options: TcpOptions): Buffer {
  const flags = [...(options.flags ?? 'A')].reduce((bits, flag) => bits | (flagBits[flag] as number), 0);
  return Buffer.concat([
    uint16(options.sourcePort ?? ends.sourcePort),
    uint16(options.destinationPort ?? ends.destinationPort),
    uint32(options.sequence),
    uint32(options.acknowledgment ?? 0),
    Buffer.from([0x50, flags]),
    uint16(0xffff),
    uint32(0),
    payload,
  ]);
}

/** A whole frame: Ethernet, IPv4, UDP. */
export const udpFrame = (payload: Buffer, way: Ends = ends) => ethernet(ipv4(udp(payload, way), way));

/** A whole frame: Ethernet, IPv4, TCP. */
export const tcpFrame = (payload: Buffer, options: TcpOptions) =>
  ethernet(ipv4(tcp(payload, options), { ...options, protocol: 6 }));

export interface Frame {
  readonly bytes: Buffer;
  readonly seconds?: number;
  /** Microseconds, or what the file's unit is. */
  readonly fraction?: number;
  /** Length on the wire, where a snap length cut the frame. */
  readonly wireLength?: number;
}

export interface PcapOptions {
  readonly magic?: number;
  readonly order?: 'little' | 'big';
  readonly linkType?: number;
  readonly version?: readonly [number, number];
  /** Bytes that a patched libpcap adds to each record's header. */
  readonly extraRecordBytes?: number;
  readonly swapLengths?: boolean;
}

/** A pcap file of frames, a microsecond between them unless they say otherwise. */
export function pcap(frames: readonly (Buffer | Frame)[], options: PcapOptions = {}): Buffer {
  const order = options.order ?? 'little';
  const [major, minor] = options.version ?? [2, 4];
  const words = (...values: number[]) => Buffer.concat(values.map((value) => word(value, order)));
  const header = Buffer.concat([
    words(options.magic ?? 0xa1b2c3d4),
    halfWord(major, order),
    halfWord(minor, order),
    words(0, 0, 262144, options.linkType ?? 1),
  ]);
  const records = frames.map((frame, index) => {
    const {
      bytes,
      seconds = 1700000000,
      fraction = index,
      wireLength,
    } = Buffer.isBuffer(frame) ? asFrame(frame) : frame;
    const lengths = [bytes.length, wireLength ?? bytes.length];
    if (options.swapLengths) lengths.reverse();
    const extra = Buffer.alloc(options.extraRecordBytes ?? 0);
    return Buffer.concat([words(seconds, fraction, ...lengths), extra, bytes]);
  });
  return Buffer.concat([header, ...records]);
}

const asFrame = (bytes: Buffer): Frame => ({ bytes });

export function word(value: number, order: 'little' | 'big'): Buffer {
  const bytes = uint32(value);
  return order === 'little' ? bytes.reverse() : bytes;
}

export function halfWord(value: number, order: 'little' | 'big'): Buffer {
  const bytes = uint16(value);
  return order === 'little' ? bytes.reverse() : bytes;
}
