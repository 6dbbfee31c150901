'use client';

import { useEffect } from 'react';

/**
 * Keeps the screen from going dark while the page is in sight. Browsers have this on encrypted addresses only, and
 * may refuse it (to save the battery): the page is the same without it.
 */
export function useWakeLock(): void {
  useEffect(() => {
    let here = true;
    let lock: WakeLockSentinel | null = null;
    const ask = async () => {
      // Browsers let go of it whenever the page is hidden.
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
      try {
        const given = await navigator.wakeLock.request('screen');
        if (here) lock = given;
        else await given.release();
      } catch {
        lock = null;
      }
    };
    void ask();
    const again = () => void ask();
    document.addEventListener('visibilitychange', again);
    return () => {
      here = false;
      document.removeEventListener('visibilitychange', again);
      lock?.release().catch(() => undefined);
    };
  }, []);
}
