'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OutcomeNotice } from '../../_cards/outcome-notice.tsx';
import { CourseNotes } from '../../_cluster/course-notes.tsx';
import { usePlayTexts } from '../../_room/play-texts.ts';
import { noticesOf, roomOf, STEPS } from '../../_room/view-facts.ts';
import { Button } from '../../_ui/button.tsx';
import { ComponentTile } from '../../_ui/component-icon.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { ConfirmDialog } from '../../_ui/dialog.tsx';
import { LanguageSwitch } from '../../_ui/language-switch.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { ThemeSwitch } from '../../_ui/theme-switch.tsx';
import { Duties, Duty } from './duties.tsx';
import { SoloControls } from './solo-controls.tsx';
import type { Play } from './use-play.ts';

/** My seats and their duties, everybody's, the eleven steps as told and as they really happen, and what went wrong. */
export function HelpPanel({ play, solo }: { readonly play: Play; readonly solo: boolean }) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4">
      <MySeats play={play} />
      {solo ? <SoloControls view={play.view} /> : null}
      <Duties />
      <CourseNotes lesson={roomOf(play.view)?.lesson ?? ''} />
      <Steps />
      <History play={play} />
      <div className="flex items-center justify-end lg:hidden">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </div>
  );
}

function MySeats({ play }: { readonly play: Play }) {
  const t = useTranslations('seat.help');
  const about = useTranslations('components');
  const [leaving, setLeaving] = useState<string | null>(null);
  if (play.seats.length === 0) return null;
  return (
    <Panel title={t('seats')}>
      <ul className="flex flex-col gap-5">
        {play.seats.map((seat) => {
          const component = play.view.seats[seat]?.component ?? 'user';
          return (
            <li key={seat} className="flex flex-col gap-3">
              <div className="flex items-start gap-3">
                <ComponentTile component={component} size="small" />
                <div className="min-w-0 flex-1">
                  <ComponentNameText className="font-semibold">{seat}</ComponentNameText>
                  <p className="text-caption text-ink-soft">{about(`${component}.part`)}</p>
                </div>
                <Button
                  size="compact"
                  className="min-h-11 shrink-0"
                  aria-label={t('leaveSeat', { seat })}
                  onClick={() => setLeaving(seat)}
                >
                  {t('leave')}
                </Button>
              </div>
              <Duty component={component} />
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        title={t('leaveTitle', { seat: leaving ?? '' })}
        confirm={t('leave')}
        tone="danger"
        onCancel={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving !== null) play.release(leaving);
          setLeaving(null);
        }}
      >
        {t('leaveBody')}
      </ConfirmDialog>
    </Panel>
  );
}

function Steps() {
  const t = useTranslations('seat.help');
  const texts = usePlayTexts();
  return (
    <Panel title={t('steps')}>
      <ol className="flex flex-col divide-y divide-line">
        {STEPS.map((step) => {
          const { title, course, truth } = texts.step(step);
          return (
            <li key={step}>
              <details className="py-1">
                <summary className="min-h-11 py-2 font-medium">
                  <span className="mr-2 text-ink-soft tabular-nums">{`${step}.`}</span>
                  {title}
                </summary>
                <dl className="flex flex-col gap-2 pb-3 pl-4">
                  <StepText label={t('course')} text={course} />
                  <StepText label={t('truth')} text={truth} />
                </dl>
              </details>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function StepText({ label, text }: { readonly label: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div>
      <dt className="text-caption font-semibold text-ink-soft">{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function History({ play }: { readonly play: Play }) {
  const t = useTranslations('seat.help');
  const notices = noticesOf(play.view).toReversed();
  return (
    <Panel title={t('history')}>
      {notices.length === 0 ? (
        <p className="text-ink-soft">{t('historyEmpty')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {notices.map(({ position, kind, reason, params }) =>
            kind === 'mark' ? null : (
              <li key={`${position}-${reason}`}>
                <OutcomeNotice kind={kind} reason={reason} params={params} />
              </li>
            ),
          )}
        </ul>
      )}
    </Panel>
  );
}
