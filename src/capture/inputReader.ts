/** The kinds of input that are read; each is also a value of `--input-format`. */
export const inputFormats = [
  'message',
  'messages',
  'pcap',
  'pcapng',
  'snoop',
  'erf',
  'k12',
  'hep',
  'tcpdump',
  'sngrep',
  'ngrep',
  'sipp',
  'kamailio',
  'opensips',
  'asterisk',
  'freeswitch',
  'baresip',
  'homer',
  'wireshark',
  'hexdump',
  'pjsip',
  'belle',
  'jssip',
  'snom',
  'cisco',
  'ribbon',
  'audiocodes',
  'fritzbox',
  'xlite',
  'yate',
  'resiprocate',
  'polycom',
  'oracle',
  'genesys',
  'cucm',
  'expressway',
  'exosip',
  'jainsip',
  'json',
  'text',
] as const;

/** What an input is. */
export type InputFormat = (typeof inputFormats)[number];

/**
 * Reads one input of any kind that arrives in pieces of any size, like a `CaptureReader`, but may have to wait
 * for itself: code that only some inputs need is loaded when they need it, and gzip is inflated by another thread.
 * Each call must be settled before the next; where it returns no promise, it is. Every message that a piece
 * completes has reached the sink by then. No call throws or rejects for what the input holds.
 */
export interface InputReader {
  push(chunk: Buffer): void | Promise<void>;
  end(): void | Promise<void>;
  /**
   * For a live input, when it has been silent for a moment (some 50 ms): hands over a message of a text that is
   * complete by its Content-Length, though only the next entry would prove that nothing more belongs to it.
   */
  idle(): void;
  /** True once this reader ignores whatever still comes: the caller can stop reading the input, which may never end. */
  readonly hasGivenUp: boolean;
  /** What the input is; undefined until enough of it has come. */
  readonly format: InputFormat | undefined;
}
