import { invalidValue, type FieldError } from '../field-error.ts';

/** No `..` among the elements of the path. Models validatePathNoBacksteps. */
export function validateNoBacksteps(path: string, field: string): FieldError[] {
  return path.split('/').includes('..') ? [invalidValue(field, path, "must not contain '..'")] : [];
}

/** Relative, and without `..`. Models validateLocalDescendingPath. */
export function validateDescendingPath(path: string, field: string): FieldError[] {
  const absolute = path.startsWith('/') ? [invalidValue(field, path, 'must be a relative path')] : [];
  return [...absolute, ...validateNoBacksteps(path, field)];
}

/** As `validateDescendingPath`, and no name that starts with `..`. Models ValidateLocalNonReservedPath. */
export function validateLocalPath(path: string, field: string): FieldError[] {
  const reserved = path.startsWith('..') && !path.startsWith('../') && path !== '..';
  const errors = validateDescendingPath(path, field);
  if (reserved) errors.push(invalidValue(field, path, "must not start with '..'"));
  return errors;
}
