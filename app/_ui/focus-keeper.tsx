'use client';

import { type ReactNode, useEffect, useRef } from 'react';

interface FocusKeeperProps {
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * Where things come and go by themselves: whatever had the focus when it was taken away hands it to the first
 * `data-focus-home` inside that has not had it yet, else to the last one, else to the part as a whole. Nobody's focus
 * is moved who has put it elsewhere.
 */
export function FocusKeeper({ children, className }: FocusKeeperProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current === null ? undefined : keepFocus(box.current)), []);
  return (
    <div ref={box} tabIndex={-1} className={className}>
      {children}
    </div>
  );
}

/** Watches one part of the page; the returned function stops that. */
function keepFocus(box: HTMLElement): () => void {
  let holder: Element | null = null;
  const visited = new WeakSet<Element>();
  const take = ({ target }: FocusEvent) => {
    holder = target instanceof Element ? target : null;
  };
  const leave = ({ target }: FocusEvent) => {
    // Some browsers tell a removed element that it lost the focus: by then it is no longer in the page.
    queueMicrotask(() => {
      if (holder === target && target instanceof Element && target.isConnected) holder = null;
    });
  };
  const observer = new MutationObserver(() => {
    if (holder === null || holder.isConnected) return;
    holder = null;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const homes = [...box.querySelectorAll<HTMLElement>('[data-focus-home]')];
    const home = homes.find((candidate) => !visited.has(candidate)) ?? homes.at(-1) ?? box;
    visited.add(home);
    home.focus();
  });
  observer.observe(box, { childList: true, subtree: true });
  box.addEventListener('focusin', take);
  box.addEventListener('focusout', leave);
  return () => {
    observer.disconnect();
    box.removeEventListener('focusin', take);
    box.removeEventListener('focusout', leave);
  };
}
