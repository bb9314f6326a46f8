// What every handler of the gateway works with: one record, built once in main.ts.
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Mode } from '#lib/domain/mode.ts';
import type { RunningSetting } from '#lib/wire/settings-http.ts';
import type { Log } from '#server/config/json-log.ts';
import type { AuthStore } from '#server/ports/auth-store.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { DecisionStore } from '#server/ports/decision-store.ts';
import type { IncidentStore } from '#server/ports/incident-store.ts';
import type { KillStore } from '#server/ports/kill-store.ts';
import type { LimitStore } from '#server/ports/limit-store.ts';
import type { ModelPapersSource } from '#server/ports/model-papers.ts';
import type { MomentReader } from '#server/ports/moment-reader.ts';
import type { OrderStore } from '#server/ports/order-store.ts';
import type { PnlStore } from '#server/ports/pnl-store.ts';
import type { QuoteStore } from '#server/ports/quote-store.ts';
import type { AuditReader } from './audit-reader.ts';
import type { DrillRunner } from './drill/drill-runner.ts';
import type { EngineLink } from './engine-link.ts';
import type { Sessions } from './session.ts';

/** The one operator of this installation. */
export const OPERATOR = 'operator';

export interface GatewayContext {
  readonly mode: Mode;
  readonly build: string;
  /** SHA-256 (hex) of the secret that opens /metrics; null: closed. */
  readonly metricsTokenHash: string | null;
  /** Since when the system runs (Unix ms), and with what settings. */
  readonly running: { readonly startedAt: number; readonly settings: readonly RunningSetting[] };
  readonly store: AuthStore;
  readonly decisions: DecisionStore;
  readonly orders: OrderStore;
  readonly pnl: PnlStore;
  readonly audit: AuditReader;
  readonly kills: KillStore;
  readonly incidents: IncidentStore;
  readonly quotes: QuoteStore;
  readonly modelPapers: ModelPapersSource;
  readonly limits: LimitStore;
  readonly moments: MomentReader;
  readonly drills: DrillRunner;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Log;
  readonly engine: EngineLink;
  /** Guesses of passwords and setup tokens: a handful a minute, then a growing wait. */
  readonly guesses: RateLimiterMemory;
  /** The same over all addresses together: many addresses make no more guesses than one careful one. */
  readonly allGuesses: RateLimiterMemory;
  /** Closes the sockets of a session (its token hash), or of all sessions but one. */
  readonly closeSockets: (
    which: { readonly session: string } | { readonly allBut: string | null },
    reason: string,
  ) => void;
}
