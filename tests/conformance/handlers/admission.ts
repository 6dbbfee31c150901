import { withDefaultTolerations } from '../../../lib/kubernetes/default-tolerations.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import { eachCase, type Handler } from '../vector-file.ts';

export const admissionHandlers: Readonly<Record<string, Handler>> = {
  'admission-defaulttolerationseconds': eachCase((vector) => ({
    pod: withDefaultTolerations(vector['pod'] as unknown as Pod),
  })),
};
