import { describe, expect, test } from 'vitest';
import { errorLines } from '../../../lib/components/user/error-lines.ts';
import { statusBody } from '../../../lib/components/kube-apiserver/status-body.ts';
import { invalidValue, required } from '../../../lib/kubernetes/field-error.ts';
import {
  alreadyExists,
  forbidden,
  invalid,
  notFound,
  storageTimeout,
  unauthorized,
} from '../../../lib/kubernetes/status-error.ts';

const pods = { group: '', resource: 'pods' };
const pod = { group: '', kind: 'Pod' };
const image = required('spec.containers[0].image');
const name = invalidValue('metadata.name', 'Shop', 'wrong');

describe('what kubectl prints of an error', () => {
  test.each([
    ['401', unauthorized(), ['error: You must be logged in to the server (Unauthorized)']],
    ['403', forbidden(pods, 'web', 'no'), ['Error from server (Forbidden): pods "web" is forbidden: no']],
    ['404', notFound(pods, 'web'), ['Error from server (NotFound): pods "web" not found']],
    ['409', alreadyExists(pods, 'web'), ['Error from server (AlreadyExists): pods "web" already exists']],
    ['a silent etcd', storageTimeout(), ['Error from server: etcdserver: request timed out']],
    ['one fault', invalid(pod, 'x', [image]), ['The Pod "x" is invalid: spec.containers[0].image: Required value']],
    [
      'several faults',
      invalid(pod, 'Shop', [name, image, image]),
      [
        'The Pod "Shop" is invalid: ',
        '* metadata.name: Invalid value: "Shop": wrong',
        '* spec.containers[0].image: Required value',
      ],
    ],
    ['a refusal without faults', invalid(pod, 'x', []), ['The Pod "x" is invalid']],
  ])('%s', (_, status, lines) => {
    expect(errorLines(statusBody(status))).toEqual(lines);
  });

  test.each([
    [
      '409',
      alreadyExists(pods, 'web'),
      ['Error from server (AlreadyExists): error when creating "web.yaml": pods "web" already exists'],
    ],
    [
      '401',
      unauthorized(),
      ['error: You must be logged in to the server (error when creating "web.yaml": Unauthorized)'],
    ],
    [
      'a silent etcd',
      storageTimeout(),
      ['Error from server: error when creating "web.yaml": etcdserver: request timed out'],
    ],
    ['422', invalid(pod, 'x', [image]), ['The Pod "x" is invalid: spec.containers[0].image: Required value']],
  ])('%s of a manifest names its file, where kubectl names it', (_, status, lines) => {
    expect(errorLines(statusBody(status), 'web.yaml')).toEqual(lines);
  });
});
