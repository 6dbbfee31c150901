import { tsImport } from 'tsx/esm/api';

// A worker thread does not inherit the loader of the thread that starts it.
await tsImport('./append-worker.ts', import.meta.url);
