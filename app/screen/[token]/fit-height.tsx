'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Steps by which the content shrinks until it fits; below the last it would be too small to read from a seat. */
const SCALES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6] as const;

/** Draws its content as large as fits into the height there is: nobody can scroll on a wall. */
export function FitHeight({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [outer, inner] = [frame.current, content.current];
    if (outer === null || inner === null) return undefined;
    const fit = () => {
      for (const scale of SCALES) {
        inner.style.zoom = String(scale);
        if (inner.getBoundingClientRect().height <= outer.clientHeight) return;
      }
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(outer);
    return () => observer.disconnect();
  });
  return (
    <div ref={frame} className="h-full overflow-hidden">
      <div ref={content}>{children}</div>
    </div>
  );
}
