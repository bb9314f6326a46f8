// Where an instant lies in the day and the week. In: Unix ms. Out: Fourier terms, weekend flag.
// Source: models B4 (24 h Fourier with 3 harmonics + weekend). UTC; waves −1 … 1, flag 0 or 1.

const DAY_MS = 86_400_000;
const HARMONICS = 3;

/** day·cos1 … day·sin3, weekend: the hour of day at three harmonics, then 1 on Saturday and Sunday. */
export function dayTerms(atMs: number): readonly number[] {
  const phase = (2 * Math.PI * (atMs % DAY_MS)) / DAY_MS;
  const terms: number[] = [];
  for (let k = 1; k <= HARMONICS; k++) terms.push(Math.cos(k * phase), Math.sin(k * phase));
  // 1 January 1970 was a Thursday: day 2 of the count is Saturday, day 3 Sunday.
  const day = Math.floor(atMs / DAY_MS) % 7;
  terms.push(day === 2 || day === 3 ? 1 : 0);
  return terms;
}
