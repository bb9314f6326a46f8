// Rows of the strip on every screen: the engine's state, the kill, drills and alarms. Plain JSON; instants Unix ms, money 1e-6 $.
import type { KillLevel, TradingState } from '../domain/kill.ts';
import type { Mode } from '../domain/mode.ts';

/** key "engine": the strip on every screen. */
export interface StatusRow {
  readonly mode: Mode;
  readonly trading: TradingState;
  /** Why trading is not armed; null when it is. */
  readonly tradingReason: string | null;
  readonly kill: KillRow | null;
  /** The last rehearsal of each kill level; absent from engines without one. */
  readonly drills?: readonly DrillRow[];
  readonly build: string;
  readonly engineStartedAt: number;
  readonly eventSeq: number;
  readonly loopDelayMs: number;
  readonly queueLength: number;
  readonly clockOffsetMs: number | null;
  readonly cashMicro: number | null;
  readonly equityMicro: number | null;
  readonly dayPnlMicro: number | null;
  /** Null while the account was never read. */
  readonly openRiskMicro: number | null;
  /** The part of it that positions alone make; the rest is what resting orders could add. Absent from older engines. */
  readonly positionRiskMicro?: number | null;
  readonly forecastVolAnnual: number | null;
  readonly forecastModel: string | null;
  readonly forecastFallback: string | null;
  readonly forecastAt: number | null;
  /** Models that gave no usable answer to the last question, each with its reason. */
  readonly forecastRefused: readonly { readonly id: string; readonly reason: string }[];
  readonly decisionCount: number;
  readonly decisionHash: string;
  readonly limitsVersion: number;
  /** False while a start-up or reconnect reconciliation is not clean: nothing can be armed. */
  readonly reconciled: boolean;
  /** Where books and venue disagree, in words; empty while reconciled. */
  readonly drift: readonly string[];
  /** What the account holds that was not traded here and nobody has acknowledged: arming waits for it. */
  readonly externals: readonly string[];
  /** Speed of a replay (1 = real time); null in every other mode. */
  readonly replaySpeed: number | null;
}

export interface KillRow {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly steps: readonly {
    readonly name: string;
    readonly at: number;
    readonly detail: string;
  }[];
  readonly confirmedAt: number | null;
  /** True while the kill also closes every position. */
  readonly flatten?: boolean;
}

/** One rehearsal: 99th percentiles over its runs, ms. */
export interface DrillRow {
  readonly level: KillLevel;
  readonly at: number;
  readonly venue: 'sim' | 'demo';
  readonly runs: number;
  readonly gateClosedMs: number;
  readonly zeroOrdersMs: number;
  readonly flatMs: number | null;
  readonly isPassed: boolean;
}

/** key = alarm id. */
export interface AlarmRow {
  readonly id: string;
  readonly at: number;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly code: string;
  readonly text: string;
}
