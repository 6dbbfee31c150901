import { invalidValue, required, type FieldError } from '../field-error.ts';
import { configMapKeyErrors, dns1123SubdomainErrors } from '../names.ts';
import type { KeyToPath } from '../types/pod.ts';
import { invalidEach } from './metadata.ts';
import { validateLocalPath } from './paths.ts';
import { unchecked } from './unchecked.ts';

const FILE_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

export function validateMode(mode: number | undefined, field: string): FieldError[] {
  return mode === undefined || (mode >= 0 && mode <= 0o777) ? [] : [invalidValue(field, mode, FILE_MODE)];
}

/** Models validateKeyToPath. */
export function validateKeyToPath(item: KeyToPath, field: string): FieldError[] {
  const { key = '', path = '' } = unchecked(item);
  const keyErrors = key === '' ? [required(`${field}.key`)] : invalidEach(configMapKeyErrors(key), `${field}.key`, key);
  const pathErrors = path === '' ? [required(`${field}.path`)] : validateLocalPath(path, `${field}.path`);
  return [...keyErrors, ...pathErrors, ...validateMode(item.mode, `${field}.mode`)];
}

/** A signer is a domain and a path: `example.com/signer`. Models ValidateSignerName. */
export function validateSignerName(name: string, field: string): FieldError[] {
  if (name === '') return [required(field)];
  const segments = name.split('/');
  const [domain = '', path = ''] = segments;
  if (segments.length !== 2) {
    return [
      invalidValue(field, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'"),
    ];
  }
  const errors: FieldError[] = [];
  if (domain.split('.').length < 2)
    errors.push(invalidValue(field, domain, 'should be a domain with at least two segments separated by dots'));
  errors.push(...invalidEach(dns1123SubdomainErrors(domain), field, domain));
  return [...errors, ...invalidEach(dns1123SubdomainErrors(path), field, path)];
}
