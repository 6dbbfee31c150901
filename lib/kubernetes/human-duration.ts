const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * An age as kubectl prints it, about two digits precise. Milliseconds in; up to two seconds of negative age are clock
 * skew and shown as 0s. Models staging/src/k8s.io/apimachinery/pkg/util/duration HumanDuration.
 */
export function humanDuration(millis: number): string {
  const seconds = whole(millis, SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (millis < 2 * MINUTE) return `${seconds}s`;
  const minutes = whole(millis, MINUTE);
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's');
  if (minutes < 3 * 60) return `${minutes}m`;
  const hours = whole(millis, HOUR);
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = whole(millis, DAY);
  if (days < 8) return pair(days, 'd', hours % 24, 'h');
  if (days < 2 * 365) return `${days}d`;
  const years = whole(millis, YEAR);
  if (years < 8) return pair(years, 'y', days % 365, 'd');
  return `${years}y`;
}

/** An age in one unit. Models ShortHumanDuration. */
export function shortHumanDuration(millis: number): string {
  const seconds = whole(millis, SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 60) return `${seconds}s`;
  const minutes = whole(millis, MINUTE);
  if (minutes < 60) return `${minutes}m`;
  const hours = whole(millis, HOUR);
  if (hours < 24) return `${hours}h`;
  if (hours < 24 * 365) return `${whole(hours, 24)}d`;
  return `${whole(hours, 24 * 365)}y`;
}

function pair(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second === 0 ? `${first}${firstUnit}` : `${first}${firstUnit}${second}${secondUnit}`;
}

function whole(amount: number, unit: number): number {
  return Math.trunc(amount / unit);
}
