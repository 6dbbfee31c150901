'use client';

import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { classNames } from './class-names.ts';

export interface Tab<Id extends string = string> {
  readonly id: Id;
  readonly label: ReactNode;
  /** How many things wait there; read out with the label. */
  readonly count?: number;
}

interface TabsProps<Id extends string> {
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** What the tabs are of, for screen readers. */
  readonly label: string;
  readonly children: ReactNode;
  /** `bottom`: as on phones, under the content and within reach of a thumb. */
  readonly place?: 'top' | 'bottom';
  readonly className?: string;
}

const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Tabs by the WAI-ARIA pattern: arrows move and select, Tab goes on into the panel. */
export function Tabs<Id extends string>({
  tabs,
  selected,
  onSelect,
  label,
  children,
  place = 'top',
  className,
}: TabsProps<Id>) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = move(
      tabs.findIndex((tab) => tab.id === selected),
      tabs.length,
    );
    const tab = tabs[next];
    if (tab === undefined) return;
    onSelect(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  }

  const strip = (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className={classNames('flex gap-1 bg-surface', place === 'top' ? 'border-b border-line' : 'border-t border-line')}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${base}-${tab.id}`}
          aria-selected={tab.id === selected}
          aria-controls={`${base}-panel`}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
          className={classNames(
            'flex min-h-12 items-center justify-center gap-1.5 px-3 font-semibold whitespace-nowrap',
            place === 'top' ? '-mb-px border-b-3' : '-mt-px flex-1 border-t-3',
            tab.id === selected ? 'border-accent text-accent' : 'border-transparent text-ink-soft hover:text-ink',
          )}
        >
          {tab.label}
          {tab.count === undefined || tab.count === 0 ? null : (
            <span className="min-w-6 rounded-full bg-accent px-1.5 text-caption text-on-accent tabular-nums">
              {tab.count}
            </span>
          )}
        </button>
      ))}
    </div>
  );

  return (
    <div className={classNames('flex min-h-0 flex-col', className)}>
      {place === 'top' ? strip : null}
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${selected}`} className="min-h-0 flex-1">
        {children}
      </div>
      {place === 'bottom' ? strip : null}
    </div>
  );
}
