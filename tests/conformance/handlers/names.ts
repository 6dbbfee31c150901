import { humanDuration, shortHumanDuration } from '../../../lib/kubernetes/human-duration.ts';
import { scaledIntOrPercent } from '../../../lib/kubernetes/int-or-percent.ts';
import {
  cIdentifierErrors,
  configMapKeyErrors,
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  envVarNameErrors,
  labelValueErrors,
  percentErrors,
  portNameErrors,
  portNumberErrors,
  qualifiedNameErrors,
} from '../../../lib/kubernetes/names.ts';
import { safeEncode } from '../../../lib/kubernetes/safe-encode.ts';
import type { IntOrString, LabelSelector, StringMap } from '../../../lib/kubernetes/types/meta.ts';
import { validateLabels, validateLabelSelector } from '../../../lib/kubernetes/validation/labels.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';
import { typesAndFields } from './selection.ts';

const CHECKS: Readonly<Record<string, (input: string) => string[]>> = {
  IsDNS1123Label: dns1123LabelErrors,
  IsDNS1123Subdomain: dns1123SubdomainErrors,
  IsDNS1035Label: dns1035LabelErrors,
  IsCIdentifier: cIdentifierErrors,
  IsValidPortName: portNameErrors,
  IsQualifiedName: qualifiedNameErrors,
  IsValidLabelValue: labelValueErrors,
  IsValidPercent: percentErrors,
  IsConfigMapKey: configMapKeyErrors,
  IsEnvVarName: envVarNameErrors,
};

function playName(vector: Vector): unknown {
  const { fn, input } = vector;
  if (fn === 'IsValidPortNum') return { valid: portNumberErrors(Number(input)).length === 0 };
  const check = CHECKS[String(fn)];
  if (check === undefined) throw new Error(`unknown fn ${String(fn)}`);
  return { valid: check(String(input)).length === 0 };
}

function playLabels(vector: Vector): unknown {
  if (vector['fn'] === 'validateLabelSelector') {
    return typesAndFields(validateLabelSelector(vector['labelSelector'] as unknown as LabelSelector, 'labelSelector'));
  }
  return typesAndFields(validateLabels(vector['labels'] as StringMap, 'field'));
}

function playIntOrPercent(vector: Vector): unknown {
  if (vector['fn'] === 'safeEncodeString') return safeEncode(String(vector['value']));
  const scaled = scaledIntOrPercent(
    vector['value'] as IntOrString,
    Number(vector['total']),
    vector['roundUp'] === true,
  );
  return { error: !scaled.ok, value: scaled.ok ? scaled.value : 0 };
}

function playDuration(vector: Vector): unknown {
  const shown = vector['fn'] === 'shortHumanDuration' ? shortHumanDuration : humanDuration;
  return shown(Number(vector['milliseconds']));
}

export const namesHandlers: Readonly<Record<string, Handler>> = {
  'name-validation': eachCase(playName),
  'labels-validation': eachCase(playLabels),
  'int-or-percent': eachCase(playIntOrPercent),
  'human-duration': eachCase(playDuration),
};
