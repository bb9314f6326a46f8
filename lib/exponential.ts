// e^x for the gates of recurrent cells and for log-odds. In: any finite number. Out: e^x within 4 units of the last place, held within e^±700.
// The engine's Math.exp is a call of about 25 ns, most of a cell's time; this is inlined arithmetic,
// and the same bits on every machine.

const LOWEST = -1_010;
const HIGHEST = 1_010;
/** 2^k for k = LOWEST … HIGHEST. */
const POWERS = Float64Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => 2 ** (LOWEST + i));
/** ln 2 in two parts: the first is exact in 32 bits, so that k · ln 2 loses nothing. */
const LN2_HIGH = 0.693_147_180_369_123_8;
const LN2_LOW = 1.908_214_929_270_587_7e-10;

/** e^x = 2^k · e^r with |r| ≤ ½ ln 2 and the Taylor terms to r¹³. */
export function exponential(x: number): number {
  const held = Math.min(700, Math.max(-700, x));
  const k = Math.floor(held * Math.LOG2E + 0.5);
  const r = held - k * LN2_HIGH - k * LN2_LOW;
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 1 + r + r2 * (1 / 2 + r / 6);
  const middle = 1 / 24 + r / 120 + r2 * (1 / 720 + r / 5_040);
  const high = 1 / 40_320 + r / 362_880 + r2 * (1 / 3_628_800 + r / 39_916_800);
  const last = 1 / 479_001_600 + r / 6_227_020_800;
  return (POWERS[k - LOWEST] ?? 0) * (low + r4 * (middle + r4 * (high + r4 * last)));
}
