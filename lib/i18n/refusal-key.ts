type Params = Readonly<Record<string, string | number>>;

/**
 * The catalogue key of an outcome's text: a way between two components has a text of its own where one was written,
 * everything else goes by its reason. `has` says whether a key exists.
 */
export function noticeKey(
  kind: 'refusal' | 'mistake',
  reason: string,
  params: Params,
  has: (key: string) => boolean,
): string {
  if (kind === 'mistake') return `mistake.${reason}`;
  const pair = `refusal.NoRoute-${params['from']}-${params['to']}`;
  if (reason === 'NoRoute' && has(`${pair}.what`)) return pair;
  return has(`refusal.${reason}.what`) ? `refusal.${reason}` : 'refusal.other';
}
