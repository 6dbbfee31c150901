import { COMPONENTS, type ComponentName } from '../../lib/cluster/seats.ts';
import { components } from '../../lib/components/registry.ts';
import { passive } from '../../lib/components/passive/rules.ts';

/** Components that get no cards yet: their players watch. Only for server code: it knows the rules of play. */
export const QUIET_COMPONENTS: readonly ComponentName[] = COMPONENTS.filter((name) => components[name] === passive);
