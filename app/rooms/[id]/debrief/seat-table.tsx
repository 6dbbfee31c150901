'use client';

import { useTranslations } from 'next-intl';
import type { SeatRecord } from '../../../../lib/record/debrief.ts';
import { classNames } from '../../../_ui/class-names.ts';
import { ComponentNameText } from '../../../_ui/component-name.tsx';
import { Panel } from '../../../_ui/panel.tsx';

interface SeatTableProps {
  readonly seats: readonly SeatRecord[];
  readonly names: Readonly<Record<string, string>>;
}

/** Who played what, and how often each seat acted, was refused and went wrong. */
export function SeatTable({ seats, names }: SeatTableProps) {
  const t = useTranslations('debrief.seats');
  const columns = ['acts', 'teacher', 'bots', 'refusals', 'mistakes'] as const;
  return (
    <Panel title={t('title')}>
      {seats.length === 0 ? (
        <p className="text-ink-soft">{t('none')}</p>
      ) : (
        // A region that scrolls must be reachable by keyboard.
        <div role="region" aria-label={t('title')} tabIndex={0} className="overflow-x-auto">
          <table className="w-full border-collapse text-start">
            <thead>
              <tr className="border-b border-line-strong text-caption text-ink-soft">
                <th scope="col" className="py-2 pe-4 text-start font-semibold">
                  {t('seat')}
                </th>
                <th scope="col" className="py-2 pe-4 text-start font-semibold">
                  {t('players')}
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="py-2 ps-4 text-end font-semibold whitespace-nowrap">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {seats.map(({ seat, players, acts, refusals, mistakes }) => (
                <tr key={seat} className="border-b border-line last:border-b-0">
                  <th scope="row" className="py-2 pe-4 text-start font-semibold whitespace-nowrap">
                    <ComponentNameText>{seat}</ComponentNameText>
                  </th>
                  <td className="py-2 pe-4 sm:min-w-32">
                    {players.length === 0 ? (
                      <span className="text-ink-soft">{t('bot')}</span>
                    ) : (
                      players.map((player) => names[player] ?? t('somebody')).join(', ')
                    )}
                  </td>
                  {[acts.players, acts.teacher, acts.bots, refusals, mistakes].map((count, index) => (
                    <td
                      key={columns[index]}
                      className={classNames('py-2 ps-4 text-end tabular-nums', count === 0 && 'text-ink-soft')}
                    >
                      {count}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
