import { isJsonObject } from '../../../lib/kernel/json.ts';
import { fieldSelectorText, parseFieldSelector, selectsFields } from '../../../lib/kubernetes/field-selectors.ts';
import type { FieldError } from '../../../lib/kubernetes/field-error.ts';
import { nodeSelectorMatches, podMatchesNode, preferredTermsScore } from '../../../lib/kubernetes/node-selectors.ts';
import {
  labelSelectorAsSelector,
  meets,
  newRequirement,
  selectorText,
  selectsLabels,
  type Requirement,
} from '../../../lib/kubernetes/selectors.ts';
import { parseLabelSelector } from '../../../lib/kubernetes/selector-syntax.ts';
import { findUntoleratedTaint, toleratesTaint } from '../../../lib/kubernetes/taints.ts';
import type { LabelSelector, StringMap } from '../../../lib/kubernetes/types/meta.ts';
import type { Node, Taint } from '../../../lib/kubernetes/types/node.ts';
import type { NodeSelector, Pod, PreferredSchedulingTerm, Toleration } from '../../../lib/kubernetes/types/pod.ts';
import { eachCase, type Handler, type Vector } from '../vector-file.ts';

/** Vector files are trusted to hold what their format says. */
function member<T>(vector: Vector, name: string): T {
  return vector[name] as T;
}

export function typesAndFields(errors: readonly FieldError[]): unknown {
  return { errors: errors.map(({ type, field }) => ({ type, field })) };
}

function playLabelSelector(vector: Vector): unknown {
  switch (vector['op']) {
    case 'parse': {
      const parsed = parseLabelSelector(member(vector, 'selector'));
      if (!parsed.ok) return { valid: false };
      return { valid: true, canonical: selectorText(parsed.value), requirements: parsed.value.requirements };
    }
    case 'match': {
      const parsed = parseLabelSelector(member(vector, 'selector'));
      return { matches: parsed.ok && selectsLabels(parsed.value, member(vector, 'labels')) };
    }
    case 'newRequirement': {
      const made = newRequirement(member(vector, 'key'), member(vector, 'operator'), member(vector, 'values'));
      return typesAndFields(made.ok ? [] : made.error);
    }
    case 'matchRequirements': {
      const requirements = member<readonly Requirement[]>(vector, 'requirements');
      const labels = member<StringMap>(vector, 'labels');
      return { matches: requirements.every((requirement) => meets(requirement, labels)) };
    }
    case 'labelSelectorAsSelector': {
      const converted = labelSelectorAsSelector(member<LabelSelector | null>(vector, 'labelSelector'));
      if (!converted.ok) return { error: true };
      const { value } = converted;
      return {
        error: false,
        matchesEmptyLabelSet: selectsLabels(value, {}),
        selectable: value.selectable,
        selectorString: selectorText(value),
      };
    }
    default:
      throw new Error(`unknown op ${String(vector['op'])}`);
  }
}

function playFieldSelector(vector: Vector): unknown {
  const parsed = parseFieldSelector(member(vector, 'selector'));
  if (vector['op'] === 'match') return { matches: parsed.ok && selectsFields(parsed.value, member(vector, 'fields')) };
  return parsed.ok ? { valid: true, canonical: fieldSelectorText(parsed.value) } : { valid: false };
}

function playNodeSelector(vector: Vector): unknown {
  const node = member<Node | null>(vector, 'node');
  switch (vector['fn']) {
    case 'nodeSelectorMatch': {
      const matches = nodeSelectorMatches(member<NodeSelector>(vector, 'nodeSelector'), node);
      return { error: !matches.ok, matches: matches.ok && matches.value };
    }
    case 'matchNodeSelectorTerms': {
      const matches = nodeSelectorMatches(member<NodeSelector>(vector, 'nodeSelector'), node);
      return { matches: matches.ok && matches.value };
    }
    case 'preferredSchedulingTermsScore': {
      const terms = member<readonly PreferredSchedulingTerm[]>(vector, 'preferredSchedulingTerms');
      const score = preferredTermsScore(terms, node);
      return { error: !score.ok, score: score.ok ? score.value : 0 };
    }
    case 'podMatchesNodeSelectorAndAffinity':
      return { matches: node !== null && podMatchesNode(member<Pod>(vector, 'pod'), node) };
    default:
      throw new Error(`unknown fn ${String(vector['fn'])}`);
  }
}

function playTaint(vector: Vector): unknown {
  if (vector['fn'] === 'toleratesTaint') {
    return { tolerated: toleratesTaint(member<Toleration>(vector, 'toleration'), member<Taint>(vector, 'taint')) };
  }
  const taints = member<readonly Taint[] | null>(vector, 'taints') ?? [];
  const tolerations = member<readonly Toleration[] | null>(vector, 'tolerations') ?? [];
  const expected = isJsonObject(vector['expected']) ? vector['expected'] : {};
  const untolerated = findUntoleratedTaint(taints, tolerations);
  return {
    tolerated: untolerated === undefined,
    ...('untoleratedTaint' in expected && { untoleratedTaint: untolerated ?? null }),
  };
}

export const selectionHandlers: Readonly<Record<string, Handler>> = {
  'label-selector': eachCase(playLabelSelector),
  'field-selector': eachCase(playFieldSelector),
  'nodeselector-helpers': eachCase(playNodeSelector),
  'taint-toleration-helpers': eachCase(playTaint),
};
