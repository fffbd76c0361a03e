/**
 * MD5 (RFC 1321) of a few hundred bytes, as 32 lower-case hex digits. Loading node:crypto would cost a short run more
 * than all the rest of its work; nothing here is a secret.
 */
export function md5Hex(input: Uint8Array): string {
  const words = padded(input);
  let a = 0x67452301;
  let b = 0xefcdab89 | 0;
  let c = 0x98badcfe | 0;
  let d = 0x10325476;
  const table = sines();
  for (let block = 0; block < words.length; block += 16) {
    const [a0, b0, c0, d0] = [a, b, c, d];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed: number;
      let word: number;
      if (round === 0) {
        mixed = (b & c) | (~b & d);
        word = i;
      } else if (round === 1) {
        mixed = (d & b) | (~d & c);
        word = (5 * i + 1) & 15;
      } else if (round === 2) {
        mixed = b ^ c ^ d;
        word = (3 * i + 5) & 15;
      } else {
        mixed = c ^ (b | ~d);
        word = (7 * i) & 15;
      }
      const sum = (a + mixed + (table[i] as number) + (words[block + word] as number)) | 0;
      const shift = shifts[(round << 2) | (i & 3)] as number;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    a = (a + a0) | 0;
    b = (b + b0) | 0;
    c = (c + c0) | 0;
    d = (d + d0) | 0;
  }
  return hex(a) + hex(b) + hex(c) + hex(d);
}

const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

let sineTable: Int32Array | undefined;

/** The 64 constants of RFC 1321 §3.4: 2^32 times the sine of 1 to 64. */
function sines(): Int32Array {
  if (sineTable === undefined) {
    sineTable = new Int32Array(64);
    for (let i = 0; i < 64; i++) sineTable[i] = Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32);
  }
  return sineTable;
}

/** The input as little-endian words, padded to whole blocks with a one bit, zeros, and its length in bits. */
function padded(input: Uint8Array): Int32Array {
  const blocks = ((input.length + 8) >> 6) + 1;
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < input.length; i++) {
    words[i >> 2] = (words[i >> 2] as number) | ((input[i] as number) << ((i & 3) << 3));
  }
  words[input.length >> 2] = (words[input.length >> 2] as number) | (0x80 << ((input.length & 3) << 3));
  words[words.length - 2] = input.length << 3;
  words[words.length - 1] = Math.floor(input.length / 2 ** 29);
  return words;
}

function hex(word: number): string {
  let text = '';
  for (let i = 0; i < 32; i += 8) text += ((word >>> i) & 0xff).toString(16).padStart(2, '0');
  return text;
}
