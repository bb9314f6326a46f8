// How fast seeds were run. In: how many, in how many seconds. Out: text that is never a rounded nought.

/** Seeds a second from one a second on, below it seconds a seed. */
export function paceText(seeds: number, seconds: number): string {
  if (seeds === 0 || seconds <= 0) return 'no pace';
  const perSecond = seeds / seconds;
  return perSecond >= 1
    ? `${perSecond.toFixed(1)} seeds/s`
    : `${(1 / perSecond).toFixed(1)} s a seed`;
}
