// One rehearsed level as one line of text. In: its outcome. Out: what it took, over how many runs, and whether that is good.
import { isRehearsed, type LevelOutcome } from './drill-level.ts';

/** Figures are 99th percentiles over the runs, ms: without their number they say little. */
export function drillSentence(outcome: LevelOutcome): string {
  if (!isRehearsed(outcome)) return `not rehearsed: ${outcome.level}: ${outcome.notRehearsed}`;
  const { level, runs, gateClosedMs, zeroOrdersMs, flatMs, isPassed } = outcome;
  const flat = flatMs === null ? '' : `, flat ${flatMs.toFixed(0)} ms`;
  const times = runs === 1 ? '1 run' : `99th percentile of ${runs} runs`;
  return `${isPassed ? 'ok ' : 'NOT OK'} ${level.padEnd(12)} gate closed ${gateClosedMs.toFixed(2)} ms, zero orders ${zeroOrdersMs.toFixed(0)} ms${flat} (${times})`;
}
