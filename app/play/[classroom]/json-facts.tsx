'use client';

import { useTranslations } from 'next-intl';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/kernel/json.ts';

/** A small tree of facts as labelled lines; keys that have a word in the reader's language are said in it. */
export function JsonFacts({ value }: { readonly value: JsonValue }) {
  if (isPlain(value)) return <Plain value={value} />;
  return isJsonObject(value) ? <RecordFacts record={value} /> : <ListFacts items={value} />;
}

function RecordFacts({ record }: { readonly record: JsonObject }) {
  const entries = Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
  if (entries.length === 0) return <Nothing />;
  return (
    <dl className="flex flex-col gap-2">
      {entries.map(({ key, value }) => (
        <div key={key} className={isPlain(value) ? 'flex flex-wrap items-baseline gap-x-3' : 'flex flex-col gap-1'}>
          <dt className="text-caption text-ink-soft">
            <Label name={key} />
          </dt>
          <dd className="min-w-0">
            <JsonFacts value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ListFacts({ items }: { readonly items: readonly JsonValue[] }) {
  if (items.length === 0) return <Nothing />;
  return (
    <ul className="flex flex-col gap-2">
      {items.map((item, index) => (
        <li key={index} className={isPlain(item) ? undefined : 'rounded-control border border-line px-3 py-2'}>
          <JsonFacts value={item} />
        </li>
      ))}
    </ul>
  );
}

function Label({ name }: { readonly name: string }) {
  const t = useTranslations('seat.knows.label');
  const known = KNOWN.find((label) => label === name);
  return known === undefined ? (
    <span lang="en" className="font-mono">
      {name}
    </span>
  ) : (
    t(known)
  );
}

const KNOWN = [
  'cacheRevision',
  'requests',
  'revision',
  'keys',
  'queue',
  'assumed',
  'parked',
  'pods',
  'sandboxes',
  'images',
  'containers',
  'from',
  'verb',
  'path',
  'stage',
  'name',
  'namespace',
  'verdict',
  'sandbox',
  'image',
  'state',
  'ip',
  'owners',
  'wanted',
  'actual',
  'underway',
  'slices',
  'nodes',
  'ready',
  'silentSeconds',
  'exitCode',
  'restarts',
] as const;

function Plain({ value }: { readonly value: string | number | boolean | null }) {
  return (
    <span lang="en" className="font-mono text-caption break-all">
      {value === null ? '—' : String(value)}
    </span>
  );
}

function Nothing() {
  const t = useTranslations('seat.knows');
  return <span className="text-caption text-ink-soft">{t('nothing')}</span>;
}

function isPlain(value: JsonValue): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}
