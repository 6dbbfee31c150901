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

/** Play, one entry back and on, the next fault, speed, and a bar over the whole recording. */
export function Controls({ player, first }: ControlsProps) {
  const t = useTranslations('replay.controls');
  const { index, count, playing, speed } = player;
  const nextFault = player.faults.find((fault) => fault > index);
  const atEnd = index >= count - 1;
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
        <Button size="compact" className="min-h-11" inert={atEnd} onClick={() => player.seek(index + 1)}>
          {t('on')}
        </Button>
        <Button
          size="compact"
          className="min-h-11"
          inert={nextFault === undefined}
          onClick={() => player.seek(nextFault ?? index)}
        >
          {t('fault')}
        </Button>
        <label className="ms-auto flex items-center gap-2 text-caption font-semibold">
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
      </div>
      <label className="flex items-center gap-3 text-caption tabular-nums">
        <span className="sr-only">{t('bar')}</span>
        <input
          type="range"
          min={0}
          max={Math.max(0, count - 1)}
          list="chapter-marks"
          value={index}
          onChange={(event) => player.seek(Number(event.target.value))}
          aria-valuetext={t('at', { position: first + index, last: first + count - 1 })}
          className="h-6 min-w-0 flex-1 accent-(--accent)"
        />
        {t('at', { position: first + index, last: first + count - 1 })}
      </label>
      <div className="flex flex-col justify-between gap-x-8 gap-y-2 lg:flex-row lg:items-center">
        <Chapters chapters={player.chapters} index={index} onPick={player.seek} />
        <p className="text-caption text-ink-soft pointer-coarse:hidden">{t('keys')}</p>
      </div>
    </div>
  );
}
