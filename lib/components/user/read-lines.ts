import { listedObjects, referredObject } from '../../cluster/listed.ts';
import type { AskLine } from '../../cluster/mission.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import type { JsonValue } from '../../kernel/json.ts';
import type { PrintOptions } from '../../kubernetes/printers/cells.ts';
import { printTable, tableText, type PrintedTable } from '../../kubernetes/printers/table.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { parsePath, resourceInfo } from '../../kubernetes/resources-table.ts';

/** What kubectl prints of a read: a table, with the namespaces when they are several, or what the line asks for. */
export function readLines(
  state: ClusterState,
  { path, prints }: AskLine,
  body: JsonValue | undefined,
  options: PrintOptions,
): string[] {
  const { resource = '', namespace } = parsePath(path) ?? {};
  const info = resourceInfo(resource);
  if (info === undefined) return [];
  const one = referredObject(state, body);
  const objects = one === null ? (listedObjects(state, body)?.objects ?? []) : [one];
  if (prints === 'raw') return [rawList(info.kind, objects)];
  if (prints === 'owner') return objects.map(ownerKind);
  if (objects.length === 0) {
    return [`No resources found${namespace === undefined ? '' : ` in ${namespace} namespace`}.`];
  }
  const table = printTable(
    info.kind,
    objects.map(({ object }) => asPod(object)),
    { ...options, wide: prints === 'wide' },
  );
  return tableText(info.namespaced && namespace === undefined ? withNamespaces(table, objects) : table);
}

/** `kubectl get -A` puts the namespace first. */
function withNamespaces({ columns, rows }: PrintedTable, objects: readonly Stored[]): PrintedTable {
  const [first] = columns;
  if (first === undefined) return { columns, rows };
  return {
    columns: [{ ...first, name: 'Namespace' }, ...columns],
    rows: rows.map((row, index) => ({
      ...row,
      cells: [textOf(metadataOf(objects[index]?.object ?? {}), 'namespace'), ...row.cells],
    })),
  };
}

/** The JSON of the answer, with no more of each item than its name. */
function rawList(kind: string, objects: readonly Stored[]): string {
  const items = objects.map(({ object }) => ({ metadata: { name: textOf(metadataOf(object), 'name') } }));
  return canonicalJson({ kind: `${kind}List`, items });
}

/** `-o jsonpath={.metadata.ownerReferences[0].kind}`. */
function ownerKind({ object }: Stored): string {
  return asPod(object).metadata.ownerReferences?.[0]?.kind ?? '';
}
