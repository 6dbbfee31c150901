const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of a text's UTF-8 bytes: how a Secret's stringData becomes data. */
export function base64Of(text: string): string {
  const bytes = utf8Of(text);
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.slice(index, index + 3);
    const word = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    encoded += ALPHABET.charAt(word >> 18) + ALPHABET.charAt((word >> 12) & 63);
    encoded += second === undefined ? '=' : ALPHABET.charAt((word >> 6) & 63);
    encoded += third === undefined ? '=' : ALPHABET.charAt(word & 63);
  }
  return encoded;
}

function utf8Of(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}

/** The bytes that a base64 text stands for, as a terminal shows them: what is not printable ASCII is a dot. */
export function printableOf(encoded: string): string {
  const bits = Array.from(encoded.replace(/=+$/, ''), (character) => Math.max(0, ALPHABET.indexOf(character)));
  let text = '';
  for (let index = 0; index + 1 < bits.length; index += 4) {
    const [first = 0, second = 0, third, fourth] = bits.slice(index, index + 4);
    text += printable((first << 2) | (second >> 4));
    if (third !== undefined) text += printable(((second & 15) << 4) | (third >> 2));
    if (third !== undefined && fourth !== undefined) text += printable(((third & 3) << 6) | fourth);
  }
  return text;
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
