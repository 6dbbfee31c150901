import { sortedKeys } from '../../kernel/ordered.ts';
import { forbiddenField, invalidValue, required, type FieldError } from '../field-error.ts';
import { byteLength, labelKeyErrors, labelValueErrors, qualifiedNameErrors } from '../names.ts';
import type { LabelSelector, LabelSelectorRequirement, StringMap } from '../types/meta.ts';

const ANNOTATIONS_LIMIT = 256 * 1024;

export function labelNameErrors(name: string, field: string): FieldError[] {
  return labelKeyErrors(name).map((message) => invalidValue(field, name, message));
}

/** Models apimachinery/pkg/apis/meta/v1/validation ValidateLabels. */
export function validateLabels(labels: StringMap | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of sortedKeys(labels ?? {})) {
    const value = labels?.[key] ?? '';
    errors.push(...labelNameErrors(key, field));
    errors.push(...labelValueErrors(value).map((message) => invalidValue(field, value, message)));
  }
  return errors;
}

/** Keys in lower case, 256 KiB in all. Models apimachinery/pkg/api/validation ValidateAnnotations. */
export function validateAnnotations(annotations: StringMap | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const key of sortedKeys(annotations ?? {})) {
    const wrong = qualifiedNameErrors(key.toLowerCase());
    errors.push(...wrong.map((message) => invalidValue(field, key, message)));
    size += byteLength(key) + byteLength(annotations?.[key] ?? '');
  }
  if (size > ANNOTATIONS_LIMIT) {
    const message = `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`;
    errors.push({ type: 'FieldValueTooLong', field, message });
  }
  return errors;
}

/** Models ValidateLabelSelector; `lenientValues` for selectors that were stored before values were checked. */
export function validateLabelSelector(
  selector: LabelSelector | undefined,
  field: string,
  lenientValues = false,
): FieldError[] {
  if (selector === undefined) return [];
  const errors = validateLabels(selector.matchLabels, `${field}.matchLabels`);
  for (const [index, expression] of (selector.matchExpressions ?? []).entries()) {
    errors.push(...validateExpression(expression, `${field}.matchExpressions[${index}]`, lenientValues));
  }
  return errors;
}

function validateExpression(expression: LabelSelectorRequirement, field: string, lenientValues: boolean): FieldError[] {
  const { key, operator, values = [] } = expression;
  const errors: FieldError[] = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        errors.push(required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
        errors.push(forbiddenField(`${field}.values`, why));
      }
      break;
    default:
      errors.push(invalidValue(`${field}.operator`, operator, 'not a valid selector operator'));
  }
  errors.push(...labelNameErrors(key, `${field}.key`));
  if (lenientValues) return errors;
  for (const [index, value] of values.entries()) {
    errors.push(...labelValueErrors(value).map((message) => invalidValue(`${field}.values[${index}]`, value, message)));
  }
  return errors;
}
