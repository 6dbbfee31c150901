/** Letters and digits that cannot spell a word. Models staging/src/k8s.io/apimachinery/pkg/util/rand. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Writes a text (a hash, in digits) with letters that cannot spell a word. Models rand.SafeEncodeString. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let index = 0; index < text.length; index += 1) {
    encoded += ALPHABET.charAt(text.charCodeAt(index) % ALPHABET.length);
  }
  return encoded;
}
