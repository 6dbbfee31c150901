'use client';

import { type FormEvent, useState } from 'react';
import type { JsonObject } from '../../lib/kernel/json.ts';
import type { ChoicesFormLine } from '../../lib/session/view.ts';
import { useText } from '../_i18n/use-text.ts';
import { Button } from '../_ui/button.tsx';
import { classNames } from '../_ui/class-names.ts';
import { FactList } from './fact-list.tsx';

interface ChoicesFormProps {
  readonly card: string;
  readonly form: ChoicesFormLine;
  readonly inert: boolean;
  readonly onAct: (action: JsonObject) => void;
}

/** Things to tick, each with what is known of it. Nothing is ticked beforehand, and nothing need be. */
export function ChoicesForm({ card, form, inert, onAct }: ChoicesFormProps) {
  const say = useText();
  const [ticked, setTicked] = useState<readonly string[]>([]);

  function toggle(id: string) {
    setTicked(ticked.includes(id) ? ticked.filter((other) => other !== id) : [...ticked, id]);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (inert) return;
    const chosen = form.rows.map(({ id }) => id).filter((id) => ticked.includes(id));
    onAct({ ...form.action, [form.member]: chosen });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {form.rows.map(({ id, name, facts }) => (
        <label
          key={id}
          htmlFor={`choice-${card}-${id}`}
          className={classNames(
            'flex min-h-12 cursor-pointer items-start gap-3 rounded-control border p-3',
            'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            ticked.includes(id) ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
          )}
        >
          <input
            type="checkbox"
            id={`choice-${card}-${id}`}
            checked={ticked.includes(id)}
            onChange={() => toggle(id)}
            className="mt-1 size-4.5 accent-accent outline-none"
          />
          <span className="flex min-w-0 flex-1 flex-col gap-2">
            <span lang="en" className="font-semibold break-words">
              {name}
            </span>
            <FactList facts={facts} />
          </span>
        </label>
      ))}
      <Button type="submit" tone="primary" wide inert={inert}>
        {say(form.submit)}
      </Button>
    </form>
  );
}
