// Everything that can happen to the core, one at a time, each with its time and its number.

import type { Approval } from '#lib/domain/approval.ts';
import type { CheckCount } from '#lib/domain/census.ts';
import type { OperatorCommand } from '#lib/domain/command.ts';
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { ModelAnswer } from '#lib/domain/forecast.ts';
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { Incident } from '#lib/domain/incident.ts';
import type { MonoNs, WallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import type { ModelSwitch } from '#lib/domain/model-switch.ts';
import type { Order } from '#lib/domain/order.ts';
import type { FillReport, Report } from '#lib/domain/report.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import type { Severity } from '#lib/domain/severity.ts';
import type { Tick } from '#lib/domain/tick.ts';

/** Timers the core asks for; they come back under the same name. */
export type TimerName = 'second' | 'reconcile' | 'kill-deadline';

export type EventBody =
  | { readonly kind: 'tick'; readonly tick: Tick }
  | { readonly kind: 'status'; readonly status: FeedStatus }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'answer'; readonly answer: ModelAnswer }
  | { readonly kind: 'timer'; readonly timer: TimerName }
  | { readonly kind: 'command'; readonly command: OperatorCommand }
  /** Minutes before the start, ascending, read once from the spot venue. */
  | { readonly kind: 'history'; readonly bars: readonly MinuteBar[] }
  /** An intent reached the disk (or could not): only a committed one may be sent. */
  | {
      readonly kind: 'stored';
      readonly clientOrderId: string;
      readonly committed: boolean;
      readonly reason: string;
    }
  /** A newer version of the limits was given by a person. */
  | { readonly kind: 'limits'; readonly limits: Limits; readonly by: string }
  /** The limits that a command asked for are durable: from here on they may come into force. */
  | { readonly kind: 'limits-stored'; readonly version: number }
  /** Health of things outside, sampled once a second by the engine. */
  | {
      readonly kind: 'host';
      readonly storeHealthy: boolean;
      readonly loopDelayMs: number;
      readonly freeDiskBytes: number | null;
      readonly watchdogAlive: boolean;
    }
  /** Live consoles of signed-in operators, told every few seconds. */
  | { readonly kind: 'presence'; readonly consoles: number }
  /** An alarm that the engine told beside the steps of the core; info takes the one of the same code back. */
  | {
      readonly kind: 'noticed';
      readonly severity: Severity;
      readonly code: string;
      readonly text: string;
    }
  /** Start-up state read back from the store, exactly once, before anything else. */
  | {
      readonly kind: 'recovered';
      readonly orders: readonly Order[];
      readonly transactions: readonly LedgerTransaction[];
      readonly fills: readonly FillReport[];
      readonly approvals: readonly Approval[];
      readonly latch: KillLatch | null;
      readonly orderGroupId: OrderGroupId | null;
      /** Settled quotes of this database, oldest first; absent in journals from before there were any. */
      readonly evidence?: readonly SettledQuote[];
      /** What the checks had done by then; absent where it was never stored. */
      readonly census?: readonly CheckCount[];
      /** The last word of a person on each model; absent where none was ever said. */
      readonly modelSwitches?: readonly ModelSwitch[];
      /** Incidents that are open, wait for a person, or are recent; absent where none were stored. */
      readonly incidents?: readonly Incident[];
    };

/** `seq` is unique within a boot; with the world's boot id it is the root of every id the step makes. */
export type CoreEvent = {
  readonly seq: number;
  readonly at: WallMs;
  readonly mono: MonoNs;
} & EventBody;
