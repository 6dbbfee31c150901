import { duplicate, forbiddenField, invalidValue, notSupported, required, type FieldError } from '../field-error.ts';
import { labelValueErrors, qualifiedNameErrors } from '../names.ts';
import type {
  Affinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  PreferredSchedulingTerm,
  Toleration,
  TopologySpreadConstraint,
} from '../types/pod.ts';
import { labelNameErrors, validateLabelSelector } from './labels.ts';
import { invalidEach, labelName, NOT_POSITIVE, subdomainName } from './metadata.ts';
import { oneOf } from './security.ts';
import { unchecked } from './unchecked.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const WEIGHT_RANGE = 'must be in the range 1-100';
const REQUIRED_TERMS = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED_TERMS = 'preferredDuringSchedulingIgnoredDuringExecution';
const UNSET_SELECTOR = 'must not be specified when labelSelector is not set';

/** What was stored before values were checked may be kept. */
export interface SchedulingLeniency {
  readonly invalidNodeAffinityValues: boolean;
  readonly invalidSelectorValues: boolean;
}

/** Models validateTaintEffect. */
export function validateEffect(effect: string | undefined, field: string): FieldError[] {
  if (effect === undefined || effect === '') return [required(field)];
  return EFFECTS.includes(effect) ? [] : [notSupported(field, effect, EFFECTS)];
}

/** Models ValidateTolerations. */
export function validateTolerations(tolerations: readonly Toleration[], field: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => validateToleration(toleration, `${field}[${index}]`));
}

function validateToleration(toleration: Toleration, field: string): FieldError[] {
  const { key = '', value = '', tolerationSeconds } = toleration;
  const operator: string = toleration.operator ?? '';
  const effect: string = toleration.effect ?? '';
  const errors: FieldError[] = key === '' ? [] : labelNameErrors(key, `${field}.key`);
  if (key === '' && operator !== 'Exists') {
    const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalidValue(`${field}.operator`, operator, why));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalidValue(`${field}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === 'Exists') {
    if (value !== '')
      errors.push(invalidValue(`${field}.operator`, value, "value must be empty when `operator` is 'Exists'"));
  } else if (operator === 'Equal' || operator === '') {
    const wrong = labelValueErrors(value);
    if (wrong.length > 0) errors.push(invalidValue(`${field}.operator`, value, wrong.join(';')));
  } else errors.push(notSupported(`${field}.operator`, operator, ['Equal', 'Exists']));
  if (effect !== '') errors.push(...validateEffect(effect, `${field}.effect`));
  return errors;
}

/** Models validateAffinity. */
export function validateAffinity(
  affinity: Affinity | undefined,
  field: string,
  lenient: SchedulingLeniency,
): FieldError[] {
  if (affinity === undefined) return [];
  const errors: FieldError[] = [];
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  if (nodeAffinity?.[REQUIRED_TERMS] !== undefined) {
    const own = `${field}.nodeAffinity.${REQUIRED_TERMS}`;
    errors.push(...validateNodeSelector(nodeAffinity[REQUIRED_TERMS], own, lenient.invalidNodeAffinityValues));
  }
  errors.push(...validatePreferred(nodeAffinity?.[PREFERRED_TERMS] ?? [], `${field}.nodeAffinity.${PREFERRED_TERMS}`));
  errors.push(...validatePodAffinity(podAffinity, `${field}.podAffinity`, lenient));
  return [...errors, ...validatePodAffinity(podAntiAffinity, `${field}.podAntiAffinity`, lenient)];
}

function validateNodeSelector(selector: NodeSelector, field: string, lenientValues: boolean): FieldError[] {
  const terms: readonly NodeSelectorTerm[] | undefined = selector.nodeSelectorTerms;
  const own = `${field}.nodeSelectorTerms`;
  if ((terms ?? []).length === 0) return [required(own, 'must have at least one node selector term')];
  return (terms ?? []).flatMap((term, index) => validateTerm(term, `${own}[${index}]`, lenientValues));
}

function validatePreferred(terms: readonly PreferredSchedulingTerm[], field: string): FieldError[] {
  return terms.flatMap(({ weight, preference }, index) => [
    ...validateWeight(weight, `${field}[${index}].weight`),
    ...validateTerm(preference, `${field}[${index}].preference`, true),
  ]);
}

function validateWeight(weight: number, field: string): FieldError[] {
  return weight > 0 && weight <= 100 ? [] : [invalidValue(field, weight ?? 0, WEIGHT_RANGE)];
}

function validateTerm(term: NodeSelectorTerm | undefined, field: string, lenientValues: boolean): FieldError[] {
  const { matchExpressions = [], matchFields = [] } = term ?? {};
  return [
    ...matchExpressions.flatMap((one, index) =>
      validateExpression(one, `${field}.matchExpressions[${index}]`, lenientValues),
    ),
    ...matchFields.flatMap((one, index) => validateMatchField(one, `${field}.matchFields[${index}]`)),
  ];
}

function validateExpression(expression: NodeSelectorRequirement, field: string, lenientValues: boolean): FieldError[] {
  const { key = '', operator, values = [] } = unchecked(expression);
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
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) {
        errors.push(required(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
      }
      break;
    default:
      errors.push(invalidValue(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  errors.push(...labelNameErrors(key, `${field}.key`));
  if (lenientValues) return errors;
  return [
    ...errors,
    ...values.flatMap((value, index) => invalidEach(labelValueErrors(value), `${field}.values[${index}]`, value)),
  ];
}

function validateMatchField(expression: NodeSelectorRequirement, field: string): FieldError[] {
  const { key = '', operator, values = [] } = unchecked(expression);
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalidValue(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${field}.values`, why));
  }
  if (key !== 'metadata.name') return [...errors, invalidValue(`${field}.key`, key, 'not a valid field selector key')];
  return [
    ...errors,
    ...values.flatMap((value, index) => invalidEach(subdomainName(value, false), `${field}.values[${index}]`, value)),
  ];
}

function validatePodAffinity(
  affinity: PodAffinity | undefined,
  field: string,
  lenient: SchedulingLeniency,
): FieldError[] {
  const hard = affinity?.[REQUIRED_TERMS] ?? [];
  const soft = affinity?.[PREFERRED_TERMS] ?? [];
  return [
    ...hard.flatMap((term, index) => validateAffinityTerm(term, `${field}.${REQUIRED_TERMS}[${index}]`, lenient)),
    ...soft.flatMap(({ weight, podAffinityTerm }, index) => [
      ...validateWeight(weight, `${field}.${PREFERRED_TERMS}[${index}].weight`),
      ...validateAffinityTerm(podAffinityTerm, `${field}.${PREFERRED_TERMS}[${index}].podAffinityTerm`, lenient),
    ]),
  ];
}

function validateAffinityTerm(term: PodAffinityTerm, field: string, lenient: SchedulingLeniency): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = unchecked(term);
  const errors = [
    ...validateLabelSelector(labelSelector, `${field}.labelSelector`, lenient.invalidSelectorValues),
    ...validateLabelSelector(namespaceSelector, `${field}.namespaceSelector`, lenient.invalidSelectorValues),
    ...namespaces.flatMap((name) => invalidEach(labelName(name, false), `${field}.namespace`, name)),
    ...validateMatchKeys(term, field),
  ];
  if (topologyKey === '') errors.push(required(`${field}.topologyKey`, 'can not be empty'));
  return [...errors, ...labelNameErrors(topologyKey, `${field}.topologyKey`)];
}

/** Models validateMatchLabelKeysAndMismatchLabelKeys. */
function validateMatchKeys(term: PodAffinityTerm, field: string): FieldError[] {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  const errors: FieldError[] = [];
  for (const [member, keys] of [
    ['matchLabelKeys', matchLabelKeys],
    ['mismatchLabelKeys', mismatchLabelKeys],
  ] as const) {
    if (keys.length === 0) continue;
    if (labelSelector === undefined) errors.push(forbiddenField(`${field}.${member}`, UNSET_SELECTOR));
    else errors.push(...keys.flatMap((key, index) => labelNameErrors(key, `${field}.${member}[${index}]`)));
  }
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  // The expression that a key stands for has been merged into the selector already; a second one is the user's.
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const index = matchLabelKeys.lastIndexOf(key);
    if (index >= 0 && selected.has(key)) {
      errors.push(invalidValue(`${field}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
    selected.add(key);
  }
  for (const [index, key] of matchLabelKeys.entries()) {
    if (!mismatchLabelKeys.includes(key)) continue;
    errors.push(
      invalidValue(`${field}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
    );
  }
  return errors;
}

/** Models validateTopologySpreadConstraints. */
export function validateTopologySpread(constraints: readonly TopologySpreadConstraint[], field: string): FieldError[] {
  return constraints.flatMap((constraint, index) =>
    validateSpread(constraint, constraints.slice(index + 1), `${field}[${index}]`),
  );
}

function validateSpread(
  constraint: TopologySpreadConstraint,
  following: readonly TopologySpreadConstraint[],
  field: string,
): FieldError[] {
  const { maxSkew = 0, topologyKey = '', minDomains } = unchecked(constraint);
  const action: string = constraint.whenUnsatisfiable ?? '';
  const errors: FieldError[] = [];
  if (maxSkew <= 0) errors.push(invalidValue(`${field}.maxSkew`, maxSkew, NOT_POSITIVE));
  if (topologyKey === '') errors.push(required(`${field}.topologyKey`, 'can not be empty'));
  errors.push(...oneOf(action, ['DoNotSchedule', 'ScheduleAnyway'], `${field}.whenUnsatisfiable`));
  if (following.some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === action)) {
    errors.push(duplicate(`${field}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${action}}`));
  }
  if (minDomains !== undefined) {
    if (minDomains <= 0) errors.push(invalidValue(`${field}.minDomains`, minDomains, NOT_POSITIVE));
    if (action !== 'DoNotSchedule') {
      const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
      errors.push(invalidValue(`${field}.minDomains`, minDomains, why));
    }
  }
  errors.push(...oneOf(constraint.nodeAffinityPolicy, ['Honor', 'Ignore'], `${field}.nodeAffinityPolicy`));
  errors.push(...oneOf(constraint.nodeTaintsPolicy, ['Honor', 'Ignore'], `${field}.nodeTaintsPolicy`));
  errors.push(...validateSpreadKeys(constraint, `${field}.matchLabelKeys`));
  return [...errors, ...validateLabelSelector(constraint.labelSelector, `${field}.labelSelector`)];
}

function validateSpreadKeys(
  { matchLabelKeys = [], labelSelector }: TopologySpreadConstraint,
  field: string,
): FieldError[] {
  if (matchLabelKeys.length === 0) return [];
  const errors: FieldError[] = labelSelector === undefined ? [forbiddenField(field, UNSET_SELECTOR)] : [];
  const selected = new Set([
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map(({ key }) => key),
  ]);
  for (const [index, key] of matchLabelKeys.entries()) {
    errors.push(...labelNameErrors(key, `${field}[${index}]`));
    if (selected.has(key)) {
      errors.push(invalidValue(`${field}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    }
  }
  return errors;
}

/** Models validateSchedulingGates. */
export function validateSchedulingGates(gates: readonly { readonly name: string }[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, { name = '' }] of gates.entries()) {
    errors.push(...invalidEach(qualifiedNameErrors(name), `${field}[${index}]`, name));
    if (seen.has(name)) errors.push(duplicate(`${field}[${index}]`, name));
    seen.add(name);
  }
  return errors;
}
