import type { CaptureReader, CaptureSink } from './capturedMessage.js';
import type { CaptureSeries } from './conversations.js';
import type { InputFormat } from './inputReader.js';

/** The formats that are no plain messages. */
export type CapturedFormat = Exclude<InputFormat, 'message' | 'messages'>;

/** The reader of one capture format, loaded when an input turns out to need it. */
export async function captureReader(
  format: CapturedFormat,
  sink: CaptureSink,
  inputName: string,
  series?: CaptureSeries,
): Promise<CaptureReader> {
  switch (format) {
    case 'pcap':
      return (await import('./file/pcap.js')).pcapReader(sink, inputName, series);
    case 'pcapng':
      return (await import('./file/pcapng.js')).pcapngReader(sink, inputName, series);
    case 'snoop':
      return (await import('./file/snoop.js')).snoopReader(sink, inputName, series);
    case 'erf':
      return (await import('./file/erf.js')).erfReader(sink, inputName, series);
    case 'k12':
      return (await import('./file/k12.js')).k12Reader(sink, inputName, series);
    case 'hep':
      return (await import('./file/hep.js')).hepReader(sink, inputName);
    default:
      return (await import('./text/textReader.js')).textReader(format, sink, inputName);
  }
}
