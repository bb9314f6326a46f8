// Equity as booked, and how far it stood below its height. In: bookings of a span, equity before. Out: a thinned curve.
import type { Drawdown, EquityCurve, EquityPoint } from '#lib/wire/pnl-http.ts';
import type { Booked } from '#server/ports/pnl-store.ts';

/** Points drawn at most: more than a wide screen has columns. */
const MOST_POINTS = 1_500;

/** The account after one booking. */
interface Step extends EquityPoint {
  /** Second of the height this one is measured from. */
  readonly fromSecond: number;
}

function drawdownAt({ drawdownMicro, equityMicro, fromSecond, second }: Step): Drawdown {
  const micro = drawdownMicro === 0 ? 0 : -drawdownMicro;
  const height = equityMicro + micro;
  const share = height > 0 ? micro / height : null;
  return { micro, share, fromSecond, atSecond: second };
}

/** What the span began with; `equityMicro` null: nothing had been booked. */
export interface CurveStart {
  /** Unix ms; null = with the first booking. */
  readonly from: number | null;
  readonly equityMicro: number | null;
}

/** One step a second: what it ended with; before them the start, where there was one. */
function stepsOf(booked: readonly Booked[], start: CurveStart): readonly Step[] {
  const ordered = booked.toSorted((left, right) => left.at - right.at || left.seq - right.seq);
  const steps: Step[] = [];
  const [first] = ordered;
  if (first === undefined) return steps;
  let equity = start.equityMicro ?? 0;
  let result = 0;
  let height = 0;
  let fromSecond = Math.floor((start.from ?? first.at) / 1000);
  if (start.from !== null && start.equityMicro !== null)
    steps.push({ second: fromSecond, equityMicro: equity, drawdownMicro: 0, fromSecond });
  for (const { at, realised, fees, equity: change } of ordered) {
    const second = Math.floor(at / 1000);
    equity += change;
    result += realised - fees;
    if (result >= height) {
      height = result;
      fromSecond = second;
    }
    const step = { second, equityMicro: equity, drawdownMicro: result - height, fromSecond };
    if (steps.at(-1)?.second === second) steps.pop();
    steps.push(step);
  }
  return steps;
}

/** Of each run of steps the lowest, the highest and the last, in their order: no depth and no height is lost. */
function thin(steps: readonly Step[], most: number): readonly Step[] {
  if (steps.length <= most) return steps;
  const run = Math.ceil((steps.length * 3) / most);
  const kept = new Set<Step>();
  for (let at = 0; at < steps.length; at += run) {
    const some = steps.slice(at, at + run);
    const byEquity = some.toSorted((left, right) => left.equityMicro - right.equityMicro);
    for (const step of [byEquity[0], byEquity.at(-1), some.at(-1)])
      if (step !== undefined) kept.add(step);
  }
  return steps.filter((step) => kept.has(step));
}

/**
 * The curve of a span. Drawdown is measured on realised − fees from the span's own height on, before the curve is
 * thinned; null where nothing was booked.
 */
export function equityCurve(
  booked: readonly Booked[],
  start: CurveStart,
  most = MOST_POINTS,
): EquityCurve | null {
  const steps = stepsOf(booked, start);
  const last = steps.at(-1);
  if (last === undefined) return null;
  const deepest = steps.reduce((low, step) =>
    step.drawdownMicro < low.drawdownMicro ? step : low,
  );
  return {
    points: thin(steps, most).map(({ second, equityMicro, drawdownMicro }) => ({
      ...{ second, equityMicro, drawdownMicro },
    })),
    endMicro: last.equityMicro,
    deepest: drawdownAt(deepest),
    current: drawdownAt(last),
  };
}
