// One HTTP request as the adapter asks for it, and the ways it can end. Types only.
import type { WallMs } from '#lib/domain/instant.ts';
import type { AccessRefusedReport } from '#lib/domain/report.ts';

export interface RestCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the REST root, e.g. `/portfolio/balance`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** Explicit shard of a single order call, which draws on that shard's Write bucket. */
  readonly shard?: number;
  /** Orders in a batch, each of which is charged; 1 when absent (kalshi-api §1.4). */
  readonly items?: number;
  /** May use the reserve kept for cancels. */
  readonly urgent?: boolean;
  /** Tried even after the key was refused, for nothing can come of it but the news that the key is taken again (F37). */
  readonly raisesNoRisk?: boolean;
}

export interface RestReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly text: string;
  /** The Date header, Unix ms; null when absent. */
  readonly venueDateMs: number | null;
  readonly sentAt: WallMs;
  readonly receivedAt: WallMs;
}

/** `not-sent`: no byte left, for want of tokens, of a good key or of the right time. `lost`: bytes may have left, the outcome is unknown. */
export type RestOutcome =
  | RestReply
  | {
      readonly kind: 'not-sent';
      readonly because: 'rate' | AccessRefusedReport['because'];
      readonly reason: string;
    }
  | { readonly kind: 'lost'; readonly reason: string };
