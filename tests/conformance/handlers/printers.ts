import { isJsonObject } from '../../../lib/kernel/json.ts';
import { columnsOf } from '../../../lib/kubernetes/printers/columns.ts';
import { printRow } from '../../../lib/kubernetes/printers/table.ts';
import { parseRfc3339 } from '../../../lib/kubernetes/rfc3339.ts';
import type { KubernetesObject } from '../../../lib/kubernetes/types/meta.ts';
import { eachCase, type Handler } from '../vector-file.ts';

export const printersHandlers: Readonly<Record<string, Handler>> = {
  'kubectl-printers': eachCase((vector) => {
    const kind = String(vector['printer']).replace(/^print/, '');
    const wide = isJsonObject(vector['options']) && vector['options']['wide'] === true;
    // The clock was recorded without its fraction of a second, and the times of events with theirs.
    const now = (parseRfc3339(String(vector['now'])) ?? 0) + 999;
    const row = printRow(kind, vector['object'] as unknown as KubernetesObject, { now, wide });
    const columns = columnsOf(kind, wide).length;
    if (columns !== row.cells.length) throw new Error(`${columns} columns for ${row.cells.length} cells`);
    return { rows: [row] };
  }),
};
