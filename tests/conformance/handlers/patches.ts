import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/kernel/json.ts';
import { applyJsonPatch } from '../../../lib/kubernetes/patch/json-patch.ts';
import { applyMergePatch } from '../../../lib/kubernetes/patch/merge-patch.ts';
import { memberMerge, mergeSchemaOf, type MergeSchema } from '../../../lib/kubernetes/patch/merge-schema.ts';
import { createThreeWayMergePatch } from '../../../lib/kubernetes/patch/strategic-diff.ts';
import { applyStrategicMergePatch } from '../../../lib/kubernetes/patch/strategic-merge.ts';
import { eachCase, type Handler, type Vector, type VectorFile } from '../vector-file.ts';

const PLAIN: MergeSchema = { member: () => memberMerge('', '', PLAIN) };

/** A schema that the file itself describes, by type name. */
function describedSchema(schemas: JsonObject, name: string): MergeSchema {
  const type = schemas[name];
  const fields = isJsonObject(type) && isJsonObject(type['fields']) ? type['fields'] : {};
  return {
    member: (member) => {
      const field = fields[member];
      if (!isJsonObject(field)) return memberMerge('', '', PLAIN);
      const inner = field['listOf'] ?? field['object'];
      const schema =
        typeof inner === 'string' && isJsonObject(schemas[inner]) ? describedSchema(schemas, inner) : PLAIN;
      return memberMerge(String(field['patchStrategy'] ?? ''), String(field['patchMergeKey'] ?? ''), schema);
    },
  };
}

function schemaFor(vector: Vector, file: VectorFile): MergeSchema {
  const name = String(vector['schema']);
  const schemas = file.document['schemas'];
  return isJsonObject(schemas) && isJsonObject(schemas[name]) ? describedSchema(schemas, name) : mergeSchemaOf(name);
}

function member(vector: Vector, name: string): JsonValue {
  return vector[name] ?? null;
}

function playStrategic(vector: Vector, file: VectorFile): unknown {
  const schema = schemaFor(vector, file);
  const live = member(vector, 'live');
  if (vector['kind'] === 'apply') {
    const applied = applyStrategicMergePatch(member(vector, 'document'), member(vector, 'patch'), schema);
    return { result: applied.ok ? applied.value : { error: true } };
  }
  const patch = createThreeWayMergePatch(member(vector, 'lastApplied'), member(vector, 'modified'), live, schema);
  if (!patch.ok) return { error: patch.error };
  const applied = applyStrategicMergePatch(live, patch.value, schema);
  return { conflict: false, patch: patch.value, result: applied.ok ? applied.value : { error: true } };
}

function playPatch(vector: Vector): unknown {
  const document = member(vector, 'document');
  const patch = member(vector, 'patch');
  if (vector['type'] === 'application/merge-patch+json') return { result: applyMergePatch(document, patch) };
  const applied = applyJsonPatch(document, patch);
  return applied.ok ? { result: applied.value } : { error: true };
}

export const patchesHandlers: Readonly<Record<string, Handler>> = {
  'json-patches': eachCase(playPatch),
  'strategic-merge-patch': eachCase(playStrategic),
};
