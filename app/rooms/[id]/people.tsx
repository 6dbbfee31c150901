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
  const waiting = people.filter(({ seats }) => seats.length === 0).length;
  return (
    <Panel
      title={t('title', { count: people.length })}
      aside={
        waiting === 0 ? null : <span className="text-caption text-ink-soft">{t('waiting', { count: waiting })}</span>
      }
    >
      <FocusKeeper>
        {people.length === 0 ? <EmptyState title={t('empty')}>{t('emptyHelp')}</EmptyState> : null}
        {/* A class of thirty must not push what the teacher needs next off the screen. */}
        <ul className="-mr-3 flex max-h-96 flex-col divide-y divide-line overflow-y-auto pr-3">
          {people.map((person) => (
            <li key={person.participant} className="flex items-center gap-2 py-1">
              <span className="flex min-w-0 flex-1 flex-col">
                <strong>{desk.names[person.participant] ?? t('unnamed')}</strong>
                <span className="flex flex-wrap gap-x-2 text-caption text-ink-soft">
                  {person.seats.length === 0
                    ? t('noSeat')
                    : person.seats.map(({ seat }) => <ComponentNameText key={seat}>{seat}</ComponentNameText>)}
                </span>
              </span>
              <span className="flex flex-col items-end gap-0.5">
                <StatusPill tone={desk.here.includes(person.participant) ? 'ok' : 'unknown'}>
                  {desk.here.includes(person.participant) ? t('here') : t('away')}
                </StatusPill>
                <span className="-mr-3 flex">
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
