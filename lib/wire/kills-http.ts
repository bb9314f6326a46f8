// JSON of /api/kills: every kill that was latched and what came of it.

/** GET /api/kills → stored kills, newest first. */
export interface KillListReply {
  readonly ok: true;
  readonly kills: readonly PastKill[];
}

/** One latch as it stood last. Instants are Unix ms. */
export interface PastKill {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  /** True when it also closed every position. */
  readonly flatten: boolean;
  readonly steps: readonly {
    readonly name: string;
    readonly at: number;
    readonly detail: string;
  }[];
  /** When the venue confirmed that nothing of ours rests; null = never, as far as stored. */
  readonly confirmedAt: number | null;
  /** Null while it stands. */
  readonly release: { readonly at: number; readonly by: string; readonly reason: string } | null;
}
