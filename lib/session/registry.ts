import { components } from '../components/registry.ts';
import { lessons } from '../lessons/registry.ts';
import type { SessionRules } from './rules.ts';

/** The rules that the product plays by. */
export const rules: SessionRules = { components, lessons };
