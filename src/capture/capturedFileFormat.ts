import type { CapturedFormat } from './captureReader.js';
import { isErf } from './file/erf.js';
import { isHep } from './file/hep.js';
import { isK12 } from './file/k12.js';
import { isPcap } from './file/pcap.js';
import { isPcapng } from './file/pcapng.js';
import { isSnoop } from './file/snoop.js';

/** A capture file's kind by its first bytes; undefined for anything that is no capture file. */
export function capturedFileFormat(bytes: Buffer): CapturedFormat | undefined {
  if (isPcap(bytes)) return 'pcap';
  if (isPcapng(bytes)) return 'pcapng';
  if (isSnoop(bytes)) return 'snoop';
  if (isHep(bytes)) return 'hep';
  if (isK12(bytes)) return 'k12';
  return isErf(bytes) ? 'erf' : undefined;
}
