'use client';

import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { HttpReason } from '../../../lib/wire/http.ts';
import { api, paths } from '../../_paths.ts';
import { isJoinAnswer, type ParticipantPass, passForCode, savePass } from '../../_room/participant-pass.ts';
import { Button, buttonClass } from '../../_ui/button.tsx';
import { CheckIcon } from '../../_ui/icons.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { postJson } from '../../_ui/post-json.ts';

interface JoinCardProps {
  /** Six digits. */
  readonly code: string;
  readonly token?: string;
}

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'joining' }
  | { readonly kind: 'joined'; readonly pass: ParticipantPass }
  | { readonly kind: 'refused'; readonly reason: string };

/** Asks once, joins, and tells the nickname. A GET never takes a seat: only the button does. */
export function JoinCard({ code, token }: JoinCardProps) {
  const locale = useLocale();
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const [fresh, setFresh] = useState(false);
  const remembered = useRememberedNickname(code);

  async function join() {
    setStage({ kind: 'joining' });
    const outcome = await postJson(api.join(), { code, token, locale });
    if (!outcome.ok) {
      setStage({ kind: 'refused', reason: outcome.status === 429 ? 'RateLimited' : outcome.reason });
      return;
    }
    if (!isJoinAnswer(outcome.value)) {
      setStage({ kind: 'refused', reason: 'Unreadable' });
      return;
    }
    const pass = { ...outcome.value, code };
    savePass(pass);
    setStage({ kind: 'joined', pass });
  }

  if (stage.kind === 'joined') return <Welcome pass={stage.pass} />;
  if (remembered !== null && !fresh)
    return <WelcomeBack code={code} nickname={remembered} onFresh={() => setFresh(true)} />;
  return (
    <div className="flex flex-col gap-4">
      {stage.kind === 'refused' ? <Refusal reason={stage.reason} /> : null}
      <ChildNotice />
      <Button tone="primary" wide inert={stage.kind === 'joining'} onClick={() => void join()}>
        <JoinLabel joining={stage.kind === 'joining'} />
      </Button>
      <OtherCode />
    </div>
  );
}

function JoinLabel({ joining }: { readonly joining: boolean }) {
  const t = useTranslations('join');
  return joining ? t('entering') : t('enter');
}

function ChildNotice() {
  const t = useTranslations('join.notice');
  return (
    <Panel title={t('title')}>
      <ul className="flex flex-col gap-3">
        {(['name', 'record', 'leave'] as const).map((line) => (
          <li key={line} className="flex gap-2.5">
            <CheckIcon className="mt-1 size-4.5 shrink-0 text-ok" />
            <span>{t(line)}</span>
          </li>
        ))}
      </ul>
      <TextLink href={paths.privacy()}>{t('more')}</TextLink>
    </Panel>
  );
}

function OtherCode() {
  const t = useTranslations('join');
  return (
    <p className="text-center text-ink-soft">
      {t('wrongRoom')} <TextLink href={paths.home()}>{t('otherCode')}</TextLink>
    </p>
  );
}

function TextLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link
      href={href}
      className="mt-3 inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-4"
    >
      {children}
    </Link>
  );
}

/** Reasons of the join call → message; what is not listed did not work for a reason the reader cannot mend. */
const refusals = {
  NotFound: 'NotFound',
  RoomLocked: 'locked',
  RoomFull: 'full',
  Banned: 'banned',
} as const satisfies Partial<Record<HttpReason, string>>;

function Refusal({ reason }: { readonly reason: string }) {
  const t = useTranslations('join.refused');
  const errors = useTranslations('common.error');
  const known = Object.entries(refusals).find(([name]) => name === reason)?.[1];
  const text =
    known !== undefined
      ? t(known)
      : reason === 'Offline'
        ? errors('offline')
        : reason === 'RateLimited'
          ? errors('tooMany')
          : errors('unexpected');
  return (
    <Notice tone="error" role="alert">
      {text}
    </Notice>
  );
}

function Welcome({ pass }: { readonly pass: ParticipantPass }) {
  const t = useTranslations('join.welcome');
  const go = useRef<HTMLAnchorElement>(null);
  useEffect(() => go.current?.focus(), []);
  return (
    <Panel>
      <div className="flex flex-col items-center gap-4 py-4 text-center">
        <p role="status" className="text-lead font-semibold">
          {t('title')}
        </p>
        <p className="flex flex-col gap-1">
          <span className="text-ink-soft">{t('name')}</span>
          <strong className="text-title">{pass.nickname}</strong>
        </p>
        <Link ref={go} href={paths.play(pass.classroom)} className={buttonClass({ tone: 'primary', wide: true })}>
          {t('go')}
        </Link>
        <p className="text-caption text-ink-soft">{t('note')}</p>
      </div>
    </Panel>
  );
}

interface WelcomeBackProps {
  readonly code: string;
  readonly nickname: string;
  readonly onFresh: () => void;
}

function WelcomeBack({ code, nickname, onFresh }: WelcomeBackProps) {
  const t = useTranslations('join.again');
  const pass = passForCode(code);
  return (
    <Panel>
      <div className="flex flex-col items-center gap-4 py-4 text-center">
        <p className="text-lead font-semibold">{t('title')}</p>
        <p className="flex flex-col gap-1">
          <span className="text-ink-soft">{t('body')}</span>
          <strong className="text-title">{nickname}</strong>
        </p>
        {pass === null ? null : (
          <Link href={paths.play(pass.classroom)} className={buttonClass({ tone: 'primary', wide: true })}>
            {t('go')}
          </Link>
        )}
        <Button wide onClick={onFresh}>
          {t('fresh')}
        </Button>
      </div>
    </Panel>
  );
}

/** The nickname this device had in a room, once the browser's storage can be read. */
function useRememberedNickname(code: string): string | null {
  return useSyncExternalStore(
    subscribeToStorage,
    () => passForCode(code)?.nickname ?? null,
    () => null,
  );
}

function subscribeToStorage(changed: () => void): () => void {
  window.addEventListener('storage', changed);
  return () => window.removeEventListener('storage', changed);
}
