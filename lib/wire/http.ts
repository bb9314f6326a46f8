// JSON bodies of the gateway's /api. Shapes only; the gateway validates with zod.
import type { Decision, VerdictKind } from '../domain/verdict.ts';

/** GET /api/session → who am I and what may I do. */
export interface SessionReply {
  readonly signedIn: boolean;
  readonly operator: string | null;
  readonly passwordSet: boolean;
  readonly mode: string;
  readonly build: string;
  readonly expiresAt: number | null;
}

/** POST /api/login { password } · POST /api/setup { token } · POST /api/password { current?, next } · POST /api/logout. */
export interface PlainReply {
  readonly ok: boolean;
  readonly code: string;
  readonly text: string;
}

/** GET /api/decisions/:id → one stored decision, whole; a PlainReply says why there is none. */
export interface DecisionReply {
  readonly ok: true;
  readonly decision: Decision;
}

/** What every list says of a stored decision. */
export interface DecisionHeading {
  readonly id: string;
  readonly ticker: string;
  readonly at: number;
  readonly verdict: VerdictKind;
  readonly sentence: string;
}
