'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../_ui/button.tsx';
import { PauseIcon, PlayIcon } from '../../_ui/icons.tsx';
import { Chapters } from './chapters.tsx';
import { type Player, SPEEDS } from './use-player.ts';

interface ControlsProps {
  readonly player: Player;
  /** The position of the first entry. */
  readonly first: number;
}

/**
 * Play, one entry back and on, and a bar over the whole recording, which stay in sight; below them what is needed less:
 * the next fault, the chapters and the speed.
 */
export function Controls({ player, first }: ControlsProps) {
  return (
    <>
      <Transport player={player} first={first} />
      <Jumps player={player} />
    </>
  );
}

function Transport({ player, first }: ControlsProps) {
  const t = useTranslations('replay.controls');
  const { index, count, playing } = player;
  const place = t('at', { position: first + index, last: first + count - 1 });
  return (
    <div className="sticky top-0 z-10 flex flex-col gap-2 rounded-panel border border-line bg-surface p-3 shadow-panel">
      <div className="flex flex-wrap items-center gap-2">
        <Button tone="primary" size="compact" className="min-h-11" onClick={player.toggle}>
          {playing ? <PauseIcon className="size-4" /> : <PlayIcon className="size-4" />}
          {playing ? t('pause') : t('play')}
        </Button>
        <Button size="compact" className="min-h-11" inert={index === 0} onClick={() => player.seek(index - 1)}>
          {t('back')}
        </Button>
        <Button size="compact" className="min-h-11" inert={index >= count - 1} onClick={() => player.seek(index + 1)}>
          {t('on')}
        </Button>
        <span aria-hidden="true" className="ms-auto text-caption whitespace-nowrap tabular-nums">
          {`${first + index} / ${first + count - 1}`}
        </span>
      </div>
      <input
        type="range"
        min={0}
        max={Math.max(0, count - 1)}
        list="chapter-marks"
        value={index}
        onChange={(event) => player.seek(Number(event.target.value))}
        aria-label={t('bar')}
        aria-valuetext={place}
        className="h-6 w-full min-w-0 accent-(--accent)"
      />
    </div>
  );
}

function Jumps({ player }: Pick<ControlsProps, 'player'>) {
  const t = useTranslations('replay.controls');
  const { index, speed } = player;
  const nextFault = player.faults.find((fault) => fault > index);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        size="compact"
        className="min-h-11"
        inert={nextFault === undefined}
        onClick={() => player.seek(nextFault ?? index)}
      >
        {t('fault')}
      </Button>
      <label className="flex items-center gap-2 text-caption font-semibold">
        {t('speed')}
        <select
          value={speed}
          onChange={(event) => player.setSpeed(Number(event.target.value))}
          className="min-h-11 rounded-control border border-line-strong bg-surface px-2"
        >
          {SPEEDS.map((factor) => (
            <option key={factor} value={factor}>
              {`${factor}×`}
            </option>
          ))}
        </select>
      </label>
      <Chapters chapters={player.chapters} index={index} onPick={player.seek} />
      <p className="ms-auto text-caption text-ink-soft pointer-coarse:hidden">{t('keys')}</p>
    </div>
  );
}
