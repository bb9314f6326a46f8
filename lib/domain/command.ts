// What an operator may tell the engine. Every command has an id, an author and an expiry, and gets a stored answer.
import type { ApprovalId, ClientOrderId, CommandId, MarketTicker, Sha256 } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { KillLevel } from './kill.ts';
import type { LimitChanges } from './limit-change.ts';
import type { Ticket } from './ticket.ts';

export type CommandBody =
  /** Stop, as hard as the word says. */
  | { readonly kind: KillLevel; readonly reason: string }
  /** The gateway has checked the password (step-up) before it forwards this. */
  | { readonly kind: 'release'; readonly reason: string }
  | { readonly kind: 'arm' }
  | {
      readonly kind: 'approve';
      readonly approvalId: ApprovalId;
      readonly version: number;
      readonly shownHash: Sha256;
    }
  | {
      readonly kind: 'veto';
      readonly approvalId: ApprovalId;
      readonly version: number;
      readonly reason: string;
    }
  | { readonly kind: 'cancel-order'; readonly clientOrderId: ClientOrderId }
  | { readonly kind: 'close-position'; readonly ticker: MarketTicker }
  /** One order worded by a person: the same gate, and once only by the command's id. */
  | { readonly kind: 'manual-order'; readonly ticket: Ticket }
  /** Leave every market at once. */
  | { readonly kind: 'close-all' }
  /** What the account held before us, or did without us, is acknowledged and booked as EXTERNAL. */
  | { readonly kind: 'accept-account' }
  /** Somebody took note of an incident: nothing else changes. */
  | { readonly kind: 'acknowledge-incident'; readonly incidentId: string; readonly note: string }
  /** New values for some limits, made while `baseVersion` was in force. */
  | {
      readonly kind: 'change-limits';
      readonly baseVersion: number;
      readonly changes: LimitChanges;
      readonly reason: string;
    }
  /** Whether a learned model is asked. */
  | {
      readonly kind: 'switch-model';
      readonly model: string;
      readonly isOn: boolean;
      readonly reason: string;
    };

export interface OperatorCommand {
  readonly id: CommandId;
  /** Login name of the operator, or "cli". */
  readonly by: string;
  readonly issuedAt: WallMs;
  /** Refused when it reaches the core after this instant (late, replayed or buffered offline). */
  readonly expiresAt: WallMs;
  readonly body: CommandBody;
  /** True when the gateway has just checked the operator's password for this very command. */
  readonly isSteppedUp?: boolean;
}

/** The stored answer to a command. */
export interface CommandReply {
  readonly id: CommandId;
  readonly ok: boolean;
  readonly code: string;
  readonly text: string;
  readonly at: WallMs;
}
