import { describe, expect, it } from 'vitest';
import {
  fieldSelectorText,
  parseFieldSelector,
  selectsFields,
  unsupportedField,
} from '../../lib/kubernetes/field-selectors.ts';
import { parseLabelSelector } from '../../lib/kubernetes/selector-syntax.ts';
import { selectorText, selectsLabels } from '../../lib/kubernetes/selectors.ts';

const BAD = 'bad';

function labelText(text: string): string {
  const parsed = parseLabelSelector(text);
  return parsed.ok ? selectorText(parsed.value) : BAD;
}

function fieldText(text: string): string {
  const parsed = parseFieldSelector(text);
  return parsed.ok ? fieldSelectorText(parsed.value) : BAD;
}

describe('label selectors', () => {
  it.each([
    ['', ''],
    ['\rx', 'x'],
    ['z,y,x', 'x,y,z'],
    ['x= ,z= ', 'x=,z='],
    ['x  notin\t\t(def,abc)', 'x notin (abc,def)'],
    ['x in ()', 'x in ()'],
    ['x in (,)', 'x in ()'],
    ['x in (a,,b)', 'x in (,a,b)'],
    ['x in (in,notin)', 'x in (in,notin)'],
    ['in in (in)', 'in in (in)'],
    ['notin=in', 'notin=in'],
    ['x==a', 'x==a'],
    ['!x', '!x'],
    ['x>1,x<5', 'x>1,x<5'],
    ['0.1.2.domain/99 notin (10.10.100.1)', '0.1.2.domain/99 notin (10.10.100.1)'],
    ['x=a||y=b', BAD],
    ['x==a==b', BAD],
    ['!x=a', BAD],
    ['!x in (a)', BAD],
    ['x<a', BAD],
    ['x>1.5', BAD],
    ['x in a', BAD],
    ['x in (a', BAD],
    ['x in (a b)', BAD],
    ['x y', BAD],
    ['x,', BAD],
    [',x', BAD],
    ['=a', BAD],
    ['x=a b', BAD],
    ['x=(a)', BAD],
    ['a/b/c=d', BAD],
    ['x=-a', BAD],
  ])('%j reads as %j', (text, expected) => {
    expect(labelText(text)).toBe(expected);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['x!=a', {}, true],
    ['x notin (a)', {}, true],
    ['x in ()', { x: '' }, true],
    ['x=', {}, false],
    ['x>1', { x: '10' }, true],
    ['x>1', { x: 'v10' }, false],
    ['x<1', { x: '-1' }, true],
    ['constructor', {}, false],
  ])('%s of %j: %s', (text, labels, expected) => {
    const parsed = parseLabelSelector(text);
    expect(parsed.ok && selectsLabels(parsed.value, labels)).toBe(expected);
  });
});

describe('field selectors', () => {
  it.each([
    ['', ''],
    ['b=1,a!=2', 'a!=2,b=1'],
    ['x==a', 'x=a'],
    [',x=a,', 'x=a'],
    ['x=', 'x='],
    ['x=a||y\\=b', 'x=a||y\\=b'],
    ['k=\\\\\\,\\=', 'k=\\\\\\,\\='],
    ['함=수', '함=수'],
    ['x', BAD],
    ['x=a=b', BAD],
    ['x in (a)', BAD],
    ['x=\\a', BAD],
    ['x=\\', BAD],
  ])('%j reads as %j', (text, expected) => {
    expect(fieldText(text)).toBe(expected);
  });

  it('take what is not there for empty', () => {
    const parsed = parseFieldSelector('spec.nodeName=');
    expect(parsed.ok && selectsFields(parsed.value, {})).toBe(true);
  });

  it.each([
    ['pods', 'spec.nodeName=a', null],
    ['pods', 'status.podIPs=a', null],
    ['pods', 'spec.containers=a', 'spec.containers'],
    ['nodes', 'spec.unschedulable=true', null],
    ['nodes', 'metadata.namespace=a', 'metadata.namespace'],
    ['configmaps', 'metadata.namespace=a', null],
    ['configmaps', 'data=a', 'data'],
  ])('of %s: %s', (resource, text, expected) => {
    const parsed = parseFieldSelector(text);
    expect(parsed.ok && unsupportedField(resource, parsed.value)).toBe(expected);
  });
});
