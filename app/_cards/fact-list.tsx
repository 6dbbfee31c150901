'use client';

import type { Fact } from '../../lib/cluster/card.ts';
import { useText } from '../_i18n/use-text.ts';

/** What a component knows about a matter: a label in the reader's language, the value as Kubernetes writes it. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const say = useText();
  if (facts.length === 0) return null;
  return (
    <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {facts.map(({ label, value }, index) => (
        <div key={`${label.key}-${index}`} className="contents">
          <dt className="text-caption text-ink-soft">{say(label)}</dt>
          <dd lang="en" className="min-w-0 font-mono text-caption break-words whitespace-pre-wrap">
            {value === '' ? '—' : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
