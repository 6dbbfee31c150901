import { invalidValue, type FieldError } from '../field-error.ts';

/** The bytes of an address: 4 or 16. Null for anything that is not one. Octets may have leading zeros. */
export function parseIp(text: string): readonly number[] | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

export function isIpv6(text: string): boolean {
  return parseIp(text)?.length === 16;
}

function parseIpv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null;
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

/** Models IsValidIPForLegacyField; `strict` is the StrictIPCIDRValidation gate, off by default in v1.34. */
export function validateIp(text: string, field: string, strict = false): FieldError[] {
  if (parseIp(text) === null) {
    return [invalidValue(field, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  }
  return strict ? strictErrors(text, text, field) : [];
}

function strictErrors(address: string, text: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (/(^|\.)0\d/.test(address)) errors.push(invalidValue(field, text, 'must not have leading 0s'));
  if (isMapped(parseIp(address) ?? []))
    errors.push(invalidValue(field, text, 'must not be an IPv4-mapped IPv6 address'));
  return errors;
}

/** Models IsValidCIDRForLegacyField. */
export function validateCidr(text: string, field: string, strict = false): FieldError[] {
  const [address = '', length = '', ...more] = text.split('/');
  const bytes = parseIp(address);
  const bits = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : Number.NaN;
  if (bytes === null || more.length > 0 || !(bits <= bytes.length * 8)) {
    return [invalidValue(field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  }
  if (!strict) return [];
  const beyond = bytes.some((byte, index) => (byte & (255 >> Math.min(8, Math.max(0, bits - index * 8)))) !== 0);
  const errors = strictErrors(address, text, field);
  if (beyond) errors.push(invalidValue(field, text, 'must not have bits set beyond the prefix length'));
  return errors;
}

/** An IPv4 address dressed as IPv6: `::ffff:1.2.3.4`. */
function isMapped(bytes: readonly number[]): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

/** Addresses that cannot be an endpoint's. Models ValidateNonSpecialIP. */
export function validateNonSpecialIp(text: string, field: string): FieldError[] {
  const bytes = parseIp(text);
  if (bytes === null) return [invalidValue(field, text, 'must be a valid IP address')];
  const own = isMapped(bytes) ? bytes.slice(12) : bytes;
  const [first = 0, second = 0] = own;
  const four = own.length === 4;
  const errors: FieldError[] = [];
  if (own.every((byte) => byte === 0)) errors.push(invalidValue(field, text, `may not be unspecified (${text})`));
  const loopback = four ? first === 127 : own.slice(0, 15).every((byte) => byte === 0) && own[15] === 1;
  if (loopback) errors.push(invalidValue(field, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  const local = four ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
  if (local) errors.push(invalidValue(field, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  const multicast = four ? first === 224 && second === 0 && own[2] === 0 : first === 0xff && (second & 0x0f) === 0x02;
  if (multicast)
    errors.push(invalidValue(field, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  return errors;
}
