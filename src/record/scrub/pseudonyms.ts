import { isIPv4, isIPv6 } from 'node:net';

/** Names that RFC 2606 and RFC 6761 keep for examples: nobody's. */
const neutralHost = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|localhost)$/i;
/** Addresses that name nobody and so stay: this host, any, broadcast. Those of RFC 5737 get a stand-in like any other. */
const neutralAddress = /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$)|^::1?$/;

const consonants = 'bcdfghjklmnprstvz';
const vowels = 'aeiou';
const hex = '0123456789abcdef';

/**
 * Stand-ins for what would tell who called whom: the same one for the same text, another for another, as long as there
 * are enough of its shape. Texts are one byte a character.
 */
export class Pseudonyms {
  private readonly given = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** A word of the same length: letters for letters (capitals for capitals), digits for digits; all else stays. */
  word(text: string): string {
    const isHex = text.length >= 8 && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text) && /[a-f]/i.test(text);
    return this.next(`word ${isHex ? 'hex ' : ''}${shapeOf(text)}`, text, (n) =>
      isHex ? inHex(text, n) : inShape(text, n),
    );
  }

  /** Every run of letters and digits by itself: `bob.smith` and `bob` share their first name. */
  words(text: string): string {
    return text.replace(/[A-Za-z0-9\x80-\xff]+/g, (word) => this.word(word));
  }

  /**
   * A telephone number: of eight digits and more the first three stay, since scripts route by them; of three and
   * fewer all, which are services. In: digits, a plus before them.
   */
  number(text: string): string {
    const digits = text.replace(/\D/g, '');
    if (digits.length <= 3) return text;
    const kept = digits.length >= 8 ? digits.slice(0, 3) : '';
    const rest = digits.slice(kept.length);
    const standIn = this.next(`number ${kept} ${rest.length}`, digits, (n) => kept + inShape(rest, n));
    return (text.startsWith('+') ? '+' : '') + standIn;
  }

  /** A host: an address, or a name, label by label, below `.test`. */
  host(text: string): string {
    if (isIPv4(text) || isIPv6(text)) return this.address(text);
    if (neutralHost.test(text) || !/[A-Za-z]/.test(text)) return text;
    const labels = text.split('.');
    if (labels.length === 1) return this.word(text);
    return [...labels.slice(0, -1).map((label) => this.words(label)), 'test'].join('.');
  }

  /** One of the addresses that RFC 5737 and RFC 3849 keep for documentation. */
  address(text: string): string {
    if (neutralAddress.test(text)) return text;
    if (isIPv6(text)) return this.next('IPv6', text, (n) => `2001:db8::${n.toString(16)}`);
    const nets = ['192.0.2', '198.51.100', '203.0.113'];
    return this.next('IPv4', text, (n) => {
      const net = nets[Math.floor((n - 1) / 254)];
      // When these are used up: the addresses that RFC 2544 keeps for measurements.
      const far = n - 1 - 3 * 254;
      return net === undefined ? `198.18.${(far >> 8) & 255}.${far & 255}` : `${net}.${((n - 1) % 254) + 1}`;
    });
  }

  private next(kind: string, text: string, make: (n: number) => string): string {
    const key = `${kind}\n${text}`;
    const before = this.given.get(key);
    if (before !== undefined) return before;
    let standIn: string;
    let tries = 0;
    do {
      const n = (this.counts.get(kind) ?? 0) + 1;
      this.counts.set(kind, n);
      standIn = make(n);
      tries += 1;
    } while (standIn === text && tries < 3);
    this.given.set(key, standIn);
    return standIn;
  }
}

function shapeOf(text: string): string {
  return text
    .replace(/[a-z\x80-\xff]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/\d/g, '0');
}

/** The n-th text of a shape, counted from its end. */
function inShape(shape: string, n: number): string {
  const characters: string[] = [];
  let rest = n;
  let letters = 0;
  for (const character of [...shape].reverse()) {
    const isDigit = /\d/.test(character);
    const isLetter = /[A-Za-z\x80-\xff]/.test(character);
    if (!isDigit && !isLetter) {
      characters.push(character);
      continue;
    }
    if (isLetter) letters += 1;
    const alphabet = isDigit ? '0123456789' : letters % 2 === 1 ? vowels : consonants;
    const letter = alphabet[rest % alphabet.length] as string;
    rest = Math.floor(rest / alphabet.length);
    characters.push(/[A-Z]/.test(character) ? letter.toUpperCase() : letter);
  }
  return characters.reverse().join('');
}

function inHex(shape: string, n: number): string {
  const digits = n.toString(16).padStart(shape.length, '0').slice(-shape.length);
  const text = [...digits].map((digit) => hex[Number.parseInt(digit, 16)] as string).join('');
  return /[A-F]/.test(shape) ? text.toUpperCase() : text;
}
