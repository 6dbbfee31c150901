import { invalidValue, type FieldError } from '../field-error.ts';

/** The bytes of an address: 4 or 16. Null for anything that is not one. Leading zeros are not accepted. */
export function parseIp(text: string): readonly number[] | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

export function isIpv6(text: string): boolean {
  return parseIp(text)?.length === 16;
}

function parseIpv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : null;
}

function parseIpv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail] = groups.map(groupBytes);
  if (head === null || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const missing = 16 - head.length - tail.length;
  return missing < 2 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupBytes(groups: readonly string[]): readonly number[] | null {
  const found: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes('.')) {
      const embedded = parseIpv4(group);
      if (embedded === null) return null;
      found.push(...embedded);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return null;
      const value = Number.parseInt(group, 16);
      found.push(value >> 8, value & 255);
    }
  }
  return found;
}

/** Models validation.IsValidIP. */
export function validateIp(text: string, field: string): FieldError[] {
  const why = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  return parseIp(text) === null ? [invalidValue(field, text, why)] : [];
}

/** Models validation.IsValidCIDR. */
export function validateCidr(text: string, field: string): FieldError[] {
  const why = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  const [address = '', length = '', ...more] = text.split('/');
  const bytes = parseIp(address);
  const valid = bytes !== null && more.length === 0 && /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bytes.length * 8;
  return valid ? [] : [invalidValue(field, text, why)];
}

/** True when no bit is set after the prefix: `10.0.0.0/8`, not `10.1.0.0/8`. */
export function isNetworkAddress(text: string): boolean {
  const [address = '', length = ''] = text.split('/');
  return (parseIp(address) ?? []).every((byte, index) => (byte & (255 >> Math.min(8, Math.max(0, Number(length) - index * 8)))) === 0);
}

/** Addresses that cannot be an endpoint's. Models ValidateNonSpecialIP. */
export function validateNonSpecialIp(text: string, field: string): FieldError[] {
  const bytes = parseIp(text);
  if (bytes === null) return [invalidValue(field, text, 'must be a valid IP address')];
  const mapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  const own = mapped ? bytes.slice(12) : bytes;
  const [first = 0, second = 0] = own;
  const four = own.length === 4;
  const errors: FieldError[] = [];
  if (own.every((byte) => byte === 0)) errors.push(invalidValue(field, text, `may not be unspecified (${text})`));
  const loopback = four ? first === 127 : own.slice(0, 15).every((byte) => byte === 0) && own[15] === 1;
  if (loopback) errors.push(invalidValue(field, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  const local = four ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
  if (local) errors.push(invalidValue(field, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  const multicast = four ? first === 224 && second === 0 && own[2] === 0 : first === 0xff && (second & 0x0f) === 0x02;
  if (multicast) errors.push(invalidValue(field, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  return errors;
}
