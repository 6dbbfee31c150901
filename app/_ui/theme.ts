/** A chosen theme; without a choice the device's own setting holds. */
export type Theme = 'light' | 'dark';

export const THEME_COOKIE = 'theme';

export function parseTheme(value: unknown): Theme | undefined {
  return value === 'light' || value === 'dark' ? value : undefined;
}
