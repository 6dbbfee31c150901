'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { Form } from '../../lib/cluster/card.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { Button } from '../_ui/button.tsx';
import { TextField } from '../_ui/text-field.tsx';

type Manifest = Extract<Form, { kind: 'manifest' }>;
type Field = Exclude<keyof Manifest, 'kind'>;

const FIELDS = ['name', 'image', 'cpu', 'memory'] as const satisfies readonly Field[];

interface ManifestFormProps {
  readonly form: Manifest;
  readonly inert: boolean;
  readonly onAct: (action: JsonObject) => void;
}

/** The few fields of a Pod that the lesson is about, with the command that would say the same. */
export function ManifestForm({ form, inert, onAct }: ManifestFormProps) {
  const t = useTranslations('seat.manifest');
  const [values, setValues] = useState<Readonly<Record<Field, string>>>(form);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (inert) return;
    const { name, image, cpu, memory } = values;
    const trimmed = { name: name.trim(), image: image.trim(), cpu: cpu.trim(), memory: memory.trim() };
    onAct({ type: 'CreatePod', ...trimmed });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(field)}
            value={values[field]}
            onChange={(event) => setValues({ ...values, [field]: event.target.value })}
            lang="en"
            autoCapitalize="off"
            autoCorrect="off"
            autoComplete="off"
            spellCheck={false}
            maxLength={253}
            enterKeyHint="send"
          />
        ))}
      </div>
      <p className="text-caption text-ink-soft">
        {t('command')}{' '}
        <code lang="en" className="font-mono text-ink">
          {`kubectl create -f ${values.name === '' ? '…' : values.name}.yaml`}
        </code>
      </p>
      <div className="sticky -bottom-4 -mx-4 bg-surface px-4 pt-2 pb-4 sm:-mx-5 sm:px-5">
        <Button type="submit" tone="primary" wide inert={inert}>
          {t('submit')}
        </Button>
      </div>
    </form>
  );
}
