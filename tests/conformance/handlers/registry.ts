import type { Handler } from '../vector-file.ts';
import { admissionHandlers } from './admission.ts';
import { controllersHandlers } from './controllers.ts';
import { etcdHandlers } from './etcd.ts';
import { machineryHandlers } from './machinery.ts';
import { namesHandlers } from './names.ts';
import { nodeHandlers } from './node.ts';
import { patchesHandlers } from './patches.ts';
import { printersHandlers } from './printers.ts';
import { recordedHandlers } from './recorded.ts';
import { schedulerHandlers } from './scheduler.ts';
import { selectionHandlers } from './selection.ts';
import { validationHandlers } from './validation.ts';

/** Vector file name without `.json` → how its cases are played. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...etcdHandlers,
  ...machineryHandlers,
  ...namesHandlers,
  ...selectionHandlers,
  ...admissionHandlers,
  ...validationHandlers,
  ...printersHandlers,
  ...patchesHandlers,
  ...recordedHandlers,
  ...schedulerHandlers,
  ...nodeHandlers,
  ...controllersHandlers,
};
