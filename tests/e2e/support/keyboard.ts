import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Focus {
  readonly name: string;
  /** Nothing has it: the next Tab begins at the top of the page. */
  readonly lost: boolean;
  /** A frame is drawn around it, or around the label it stands in. */
  readonly framed: boolean;
  readonly inSight: boolean;
}

/** What has the focus, and whether a reader can see that. */
export async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body)
      return { name: '', lost: true, framed: false, inSight: false };
    const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    const labels = labelled ? [...(element.labels ?? [])] : [];
    const label = labels.map((one) => one.textContent).join(' ');
    const name = element.getAttribute('aria-label') ?? (label === '' ? element.textContent : label);
    const framed = [element, element.closest('label')].some((one) => {
      if (one === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    });
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const inSight = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return { name: name.trim(), lost: false, framed, inSight };
  });
}

/** The focus is somewhere, in sight and framed. */
export async function expectFocusSeen(page: Page): Promise<void> {
  await expect.poll(() => focusOf(page)).toMatchObject({ lost: false, framed: true, inSight: true });
}

/** Presses Tab until something of this name has the focus (a text: the name's beginning); every stop can be seen. */
export async function tabTo(page: Page, wanted: string | RegExp, pressesMax = 60): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < pressesMax; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    // After the last stop comes the browser's own frame, and then the page again.
    if (focus.lost) continue;
    expect(focus, `focus on ${page.url()}`).toMatchObject({ framed: true, inSight: true });
    if (typeof wanted === 'string' ? focus.name.startsWith(wanted) : wanted.test(focus.name)) return;
    passed.push(focus.name.slice(0, 40));
  }
  throw new Error(`Tab never reached ${String(wanted)}, only ${passed.join(' | ')}`);
}
