import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

import type { Locale } from '../../../lib/i18n/locales.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export interface Visitor {
  readonly locale: Locale;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly javaScriptEnabled?: boolean;
  /** Where the pages are, when not at the server's first address. */
  readonly baseUrl?: string;
}

const WAIT_MILLIS_MAX = 20_000;

export const PHONE = { width: 360, height: 640 };
export const LAPTOP = { width: 1366, height: 768 };
export const BIG_SCREEN = { width: 1920, height: 1080 };

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('chromiumPath'), args: FLAGS });
}

/** A person at a device of their own: cookies, storage and language are theirs alone. */
export async function visit(browser: Browser, visitor: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: visitor.baseUrl ?? inject('serverUrl'),
    locale: visitor.locale === 'ko' ? 'ko-KR' : 'en-US',
    colorScheme: visitor.colorScheme ?? 'light',
    viewport: visitor.viewport ?? LAPTOP,
    javaScriptEnabled: visitor.javaScriptEnabled ?? true,
  });
  // Well below a test's own patience, so that a failure names the line that waited.
  context.setDefaultTimeout(WAIT_MILLIS_MAX);
  return context;
}

/** Goes to a page and waits until its scripts have taken hold of it, as a person's hand would be too slow not to. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Waits until React has taken hold of the page's heading, and so of the page. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const heading = document.querySelector('h1');
    return heading !== null && Object.keys(heading).some((key) => key.startsWith('__reactFiber'));
  });
}

/** Collects what the page complains about; call the result at the end to see that it was nothing. */
export function watchComplaints(page: Page): () => void {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A refused call shows as a failed resource; the tests that provoke one look at what the page says instead.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return () => expect(complaints).toEqual([]);
}

/** No rule of WCAG 2.2 AA that a machine can check is broken. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => String(target)) }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Nothing reaches over the right edge. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const);
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(window);
}
