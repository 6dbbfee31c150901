/**
 * The rules for names, labels and keys. Each function returns what is wrong, in upstream's words; empty means valid.
 * Models staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go.
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_MESSAGE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const SUBDOMAIN_MESSAGE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const DNS_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const DNS_1035_MESSAGE =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const QUALIFIED_MESSAGE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const LABEL_VALUE_MESSAGE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const C_IDENTIFIER = '[A-Za-z_][A-Za-z0-9_]*';
const C_IDENTIFIER_MESSAGE =
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'";
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const CONFIG_KEY_MESSAGE = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
const PERCENT = '[0-9]+%';
const PERCENT_MESSAGE = "a valid percent string must be a numeric string followed by an ending '%'";

const LABEL_LIMIT = 63;
const SUBDOMAIN_LIMIT = 253;
const PORT_NAME_LIMIT = 15;

const compiled = {
  label: anchored(LABEL),
  subdomain: anchored(SUBDOMAIN),
  dns1035: anchored(DNS_1035),
  qualified: anchored(QUALIFIED),
  labelValue: anchored(`(${QUALIFIED})?`),
  cIdentifier: anchored(C_IDENTIFIER),
  configKey: anchored(CONFIG_KEY),
  percent: anchored(PERCENT),
};

export function dns1123LabelErrors(value: string): string[] {
  return [
    ...lengthErrors(value, LABEL_LIMIT),
    ...patternErrors(value, compiled.label, LABEL_MESSAGE, LABEL, ['my-name', '123-abc']),
  ];
}

export function dns1123SubdomainErrors(value: string): string[] {
  return [
    ...lengthErrors(value, SUBDOMAIN_LIMIT),
    ...patternErrors(value, compiled.subdomain, SUBDOMAIN_MESSAGE, SUBDOMAIN, ['example.com']),
  ];
}

export function dns1035LabelErrors(value: string): string[] {
  return [
    ...lengthErrors(value, LABEL_LIMIT),
    ...patternErrors(value, compiled.dns1035, DNS_1035_MESSAGE, DNS_1035, ['my-name', 'abc-123']),
  ];
}

/** A key of a label, annotation, taint or extended resource: `name` or `prefix/name`. */
export function qualifiedNameErrors(value: string): string[] {
  const parts = value.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) {
    const shape = patternMessage(QUALIFIED_MESSAGE, QUALIFIED, ['MyName', 'my.name', '123-abc']);
    return [`a qualified name ${shape} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const errors: string[] = [];
  if (second !== undefined) {
    if (first === '') errors.push('prefix part must be non-empty');
    else errors.push(...dns1123SubdomainErrors(first).map((error) => `prefix part ${error}`));
  }
  const name = second ?? first;
  if (name === '') errors.push('name part must be non-empty');
  else errors.push(...lengthErrors(name, LABEL_LIMIT).map((error) => `name part ${error}`));
  const wrong = patternErrors(name, compiled.qualified, QUALIFIED_MESSAGE, QUALIFIED, ['MyName', 'my.name', '123-abc']);
  return [...errors, ...wrong.map((error) => `name part ${error}`)];
}

export function labelKeyErrors(value: string): string[] {
  return qualifiedNameErrors(value);
}

export function labelValueErrors(value: string): string[] {
  const examples = ['MyValue', 'my_value', '12345'];
  return [
    ...lengthErrors(value, LABEL_LIMIT),
    ...patternErrors(value, compiled.labelValue, LABEL_VALUE_MESSAGE, `(${QUALIFIED})?`, examples),
  ];
}

export function cIdentifierErrors(value: string): string[] {
  return patternErrors(value, compiled.cIdentifier, C_IDENTIFIER_MESSAGE, C_IDENTIFIER, [
    'my_name',
    'MY_NAME',
    'MyName',
  ]);
}

/** Models IsRelaxedEnvVarName, which is what an API server applies since v1.34. */
export function envVarNameErrors(value: string): string[] {
  if (value === '') return ['environment variable name must be non-empty'];
  if (/^[ -<>-~]+$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

export function configMapKeyErrors(value: string): string[] {
  const examples = ['key.name', 'KEY_NAME', 'key-name'];
  return [
    ...lengthErrors(value, SUBDOMAIN_LIMIT),
    ...patternErrors(value, compiled.configKey, CONFIG_KEY_MESSAGE, CONFIG_KEY, examples),
    ...directoryErrors(value),
  ];
}

export function percentErrors(value: string): string[] {
  return patternErrors(value, compiled.percent, PERCENT_MESSAGE, PERCENT, ['1%', '93%']);
}

export function portNumberErrors(port: number): string[] {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** The name of a port: what a Service's targetPort may say. */
export function portNameErrors(value: string): string[] {
  const errors = lengthErrors(value, PORT_NAME_LIMIT);
  if (!/^[-a-z0-9]+$/.test(value)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

function anchored(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function lengthErrors(value: string, maximum: number): string[] {
  return byteLength(value) > maximum ? [`must be no more than ${maximum} characters`] : [];
}

/** Length in UTF-8: what upstream counts. */
export function byteLength(value: string): number {
  let length = 0;
  for (const character of value) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

function directoryErrors(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

function patternErrors(
  value: string,
  pattern: RegExp,
  message: string,
  format: string,
  examples: readonly string[],
): string[] {
  return pattern.test(value) ? [] : [patternMessage(message, format, examples)];
}

function patternMessage(message: string, format: string, examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${shown}regex used for validation is '${format}')`;
}
