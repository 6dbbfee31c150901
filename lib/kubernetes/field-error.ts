/** What is wrong with one field. Models staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go. */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong';

export interface FieldError {
  readonly type: FieldErrorType;
  /** Path such as `spec.containers[0].image`. */
  readonly field: string;
  /** Everything but the path, as upstream words it. */
  readonly message: string;
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, message: withDetail('Required value', detail) };
}

export function invalidValue(field: string, value: unknown, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, message: withDetail(`Invalid value: ${shown(value)}`, detail) };
}

export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, message: `Duplicate value: ${shown(value)}` };
}

export function fieldNotFound(field: string, value: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, message: `Not found: ${shown(value)}` };
}

/** `supported` is shown in the order given. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const listed = supported.map((option) => JSON.stringify(option)).join(', ');
  const detail = supported.length === 0 ? '' : `supported values: ${listed}`;
  return { type: 'FieldValueNotSupported', field, message: withDetail(`Unsupported value: ${shown(value)}`, detail) };
}

export function forbiddenField(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, message: withDetail('Forbidden', detail) };
}

export function tooLong(field: string, maximum: number): FieldError {
  return { type: 'FieldValueTooLong', field, message: `Too long: may not be more than ${maximum} bytes` };
}

/** One error as a sentence, path first. */
export function fieldErrorText(error: FieldError): string {
  return error.field === '' ? error.message : `${error.field}: ${error.message}`;
}

/** Several errors as upstream aggregates them: repeated sentences once, more than one in brackets. */
export function aggregateText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(fieldErrorText))];
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}

function withDetail(head: string, detail: string): string {
  return detail === '' ? head : `${head}: ${detail}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
