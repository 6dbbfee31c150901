import type { Listed } from '../../cluster/listed.ts';
import type { AskLine } from '../../cluster/mission.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import type { PrintOptions } from '../../kubernetes/printers/cells.ts';
import { printTable, tableText, type PrintedTable } from '../../kubernetes/printers/table.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { parsePath, resourceInfo } from '../../kubernetes/resources-table.ts';

/** What kubectl prints of a list: a table, with the namespaces when they are several, or the answer as it came. */
export function listLines({ path, prints }: AskLine, { resource, objects }: Listed, options: PrintOptions): string[] {
  const info = resourceInfo(resource);
  if (info === undefined) return [];
  if (prints === 'raw') return [rawList(info.kind, objects)];
  const { namespace } = parsePath(path) ?? {};
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
