import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { formatRoomCode } from '../../lib/wire/room-code.ts';
import { lessonOffer } from '../_lessons/lesson-menu.ts';
import { paths } from '../_paths.ts';
import { requireTeacher } from '../_server/auth.ts';
import { openRoomsOf, type RecordingLine, recordingsOf, type RoomLine } from '../_server/rooms.ts';
import { Badge } from '../_ui/badge.tsx';
import { ButtonLink } from '../_ui/button.tsx';
import { EmptyState } from '../_ui/empty-state.tsx';
import { ArrowIcon, PlayIcon, PlusIcon } from '../_ui/icons.tsx';
import { LocalTime } from '../_ui/local-time.tsx';
import { PageFrame } from '../_ui/page-frame.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { Panel } from '../_ui/panel.tsx';
import { SignOutButton } from '../_ui/sign-out-button.tsx';
import { StatusPill } from '../_ui/status-pill.tsx';
import { Sign } from '../_ui/wordmark.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('teach.rooms');
  return { title: t('title') };
}

export default async function RoomsPage() {
  const teacher = await requireTeacher(paths.rooms());
  const [rooms, recordings] = await Promise.all([openRoomsOf(teacher.id), recordingsOf(teacher.id)]);
  const t = await getTranslations('teach.rooms');
  const create = (
    <ButtonLink href={paths.newRoom()} tone="primary">
      <PlusIcon />
      {t('create')}
    </ButtonLink>
  );
  return (
    <PageFrame nav={<SignOutButton />}>
      <PageHeader title={t('title')} lead={teacher.name} action={rooms.length === 0 ? undefined : create} />
      <div className="flex flex-col gap-10">
        {rooms.length === 0 ? (
          <Panel>
            <EmptyState title={t('emptyTitle')} icon={<Sign className="size-12" />} action={create}>
              {t('emptyBody')}
            </EmptyState>
          </Panel>
        ) : (
          <ul className="grid gap-4 lg:grid-cols-2">
            {rooms.map((room) => (
              <li key={room.id}>
                <RoomCard room={room} />
              </li>
            ))}
          </ul>
        )}
        <Recordings recordings={recordings} />
      </div>
    </PageFrame>
  );
}

function RoomCard({ room }: { readonly room: RoomLine }) {
  const t = useTranslations('teach.rooms');
  return (
    <Panel>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 className="text-lead font-semibold">{room.title}</h2>
            <p className="text-caption text-ink-soft">
              {t('started')} <LocalTime at={room.createdAt} />
            </p>
          </div>
          <StatusPill tone="ok">{t('running')}</StatusPill>
        </div>
        <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
          <dl className="flex gap-6">
            {room.roomCode === null ? null : (
              <div>
                <dt className="text-caption text-ink-soft">{t('code')}</dt>
                <dd className="text-heading font-bold tabular-nums">{formatRoomCode(room.roomCode)}</dd>
              </div>
            )}
            <div>
              <dt className="text-caption text-ink-soft">{t('peopleLabel')}</dt>
              <dd className="text-heading font-semibold">{t('people', { count: room.people })}</dd>
            </div>
          </dl>
          <ButtonLink href={paths.room(room.id)} tone="primary" label={`${t('control')}: ${room.title}`}>
            {t('control')}
            <ArrowIcon />
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}

function Recordings({ recordings }: { readonly recordings: readonly RecordingLine[] }) {
  const t = useTranslations('teach.rooms');
  return (
    <section aria-labelledby="recordings">
      <h2 id="recordings" className="mb-3 text-heading font-semibold">
        {t('recorded')}
      </h2>
      <Panel padding="none">
        {recordings.length === 0 ? (
          <EmptyState title={t('emptyRecordedTitle')}>{t('emptyRecordedBody')}</EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {recordings.map((recording) => (
              <li key={recording.id}>
                <RecordingRow recording={recording} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </section>
  );
}

function RecordingRow({ recording }: { readonly recording: RecordingLine }) {
  const t = useTranslations('teach.rooms');
  const titles = useTranslations('lessons');
  const lesson = lessonOffer(recording.lessonId);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {recording.title}
          {recording.forked ? <Badge>{t('undone')}</Badge> : null}
        </p>
        <p className="flex flex-wrap gap-x-3 text-caption text-ink-soft">
          <LocalTime at={recording.createdAt} />
          {lesson === undefined ? null : <span>{titles(`${lesson.id}.title`)}</span>}
          <span>{t('entries', { count: recording.entries })}</span>
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {recording.debriefRoom === null ? null : (
          <ButtonLink href={paths.debrief(recording.debriefRoom)} label={`${t('debrief')}: ${recording.title}`}>
            {t('debrief')}
          </ButtonLink>
        )}
        <ButtonLink href={paths.replay(recording.id)} label={`${t('replay')}: ${recording.title}`}>
          <PlayIcon className="size-4" />
          {t('replay')}
        </ButtonLink>
      </div>
    </div>
  );
}
