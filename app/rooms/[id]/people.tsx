'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PersonLine, View } from '../../../lib/session/view.ts';
import { Button } from '../../_ui/button.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { ConfirmDialog } from '../../_ui/dialog.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { FocusKeeper } from '../../_ui/focus-keeper.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { StatusPill } from '../../_ui/status-pill.tsx';
import type { DeskTools } from './use-desk.ts';

interface PeopleProps {
  readonly view: View;
  readonly desk: DeskTools;
}

/** Who has joined, who is away, and what can be done about a name or a person. */
export function People({ view, desk }: PeopleProps) {
  const t = useTranslations('desk.people');
  const [leaving, setLeaving] = useState<PersonLine | null>(null);
  const people = Object.values(view.people);
  return (
    <Panel title={t('title', { count: people.length })}>
      <FocusKeeper>
        {people.length === 0 ? <EmptyState title={t('empty')}>{t('emptyHelp')}</EmptyState> : null}
        <ul className="flex flex-col divide-y divide-line">
          {people.map((person) => (
            <li key={person.participant} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <strong className="min-w-24 flex-1">{desk.names[person.participant] ?? t('unnamed')}</strong>
              <StatusPill tone={desk.here.includes(person.participant) ? 'ok' : 'unknown'}>
                {desk.here.includes(person.participant) ? t('here') : t('away')}
              </StatusPill>
              <span className="flex w-full flex-wrap items-center justify-between gap-x-3">
                <span className="flex flex-wrap gap-x-2 text-caption text-ink-soft">
                  {person.seats.length === 0
                    ? t('noSeat')
                    : person.seats.map(({ seat }) => <ComponentNameText key={seat}>{seat}</ComponentNameText>)}
                </span>
                <span className="flex gap-1">
                  <Button
                    size="compact"
                    tone="quiet"
                    inert={desk.inert}
                    onClick={() => desk.send('teach.rename', { participant: person.participant })}
                  >
                    {t('rename')}
                  </Button>
                  <Button size="compact" tone="quiet" inert={desk.inert} onClick={() => setLeaving(person)}>
                    {t('remove')}
                  </Button>
                </span>
              </span>
            </li>
          ))}
        </ul>
      </FocusKeeper>
      <ConfirmDialog
        open={leaving !== null}
        title={t('removeTitle', { name: desk.names[leaving?.participant ?? ''] ?? t('unnamed') })}
        confirm={t('remove')}
        tone="danger"
        onCancel={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving !== null) desk.send('teach.remove', { participant: leaving.participant, ban: false });
          setLeaving(null);
        }}
      >
        {t('removeHelp')}
      </ConfirmDialog>
    </Panel>
  );
}
