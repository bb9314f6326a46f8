// Port: reading the kills that were latched, with their steps and releases.
import type { PastKill } from '#lib/wire/kills-http.ts';

export interface KillStore {
  /** Newest first, at most `limit`. Rejects when the database does not answer. */
  listKills(limit: number): Promise<readonly PastKill[]>;
}
