import type { CaptureTime } from '../../capture/capturedMessage.js';
import { type PlainText, piece } from '../plainText.js';
import { secondText } from './messageRecord.js';

const DOT = 0x2e;
const ZULU = 0x5a;

/** Writes times as {@link timeText} has them. Messages of a capture share their seconds: each is made a text once. */
export class PlainTime {
  #second = Number.NaN;
  #secondText = piece('');

  addTo(text: PlainText, { seconds, nanoseconds }: CaptureTime): void {
    if (seconds !== this.#second) {
      this.#second = seconds;
      this.#secondText = piece(secondText(seconds));
    }
    text.add(this.#secondText);
    text.byte(DOT);
    if (nanoseconds % 1000 === 0) text.digits(nanoseconds / 1000, 6);
    else text.digits(nanoseconds, 9);
    text.byte(ZULU);
  }
}
