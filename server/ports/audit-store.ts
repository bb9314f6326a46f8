// Port: reading the hash-chained audit and checking its chain. Rows are appended through the other stores.

export interface AuditEntry {
  /** Place in the chain, from 1. */
  readonly seq: number;
  /** Unix ms. */
  readonly at: number;
  readonly by: string;
  readonly action: string;
  /** The exact text that was hashed. */
  readonly detail: string;
  readonly contentHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditPage {
  /** The last row of the page before; null = from the newest on. */
  readonly before: number | null;
  /** One name alone; null = everybody. */
  readonly by: string | null;
  /** One action alone; null = all. */
  readonly action: string | null;
  readonly limit: number;
}

export interface AuditNames {
  readonly by: readonly string[];
  readonly actions: readonly string[];
}

export interface AuditVerdict {
  readonly ok: boolean;
  /** Rows that verified. */
  readonly rows: number;
  /** The first row that does not fit, and why; absent when all fit. */
  readonly brokenAt?: string;
  /** Hash of the last good row: compare it with one kept outside the database. */
  readonly head: string;
}

/** Every call rejects when the database does not answer. */
export interface AuditStore {
  /** Newest first, at most `limit`. */
  listAudit(page: AuditPage): Promise<readonly AuditEntry[]>;
  /** Oldest first, the rows that follow row `after` (0 = from the first on), at most `limit`. */
  auditAfter(after: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Each name once, in order of the alphabet. */
  auditNames(): Promise<AuditNames>;
  /** Recomputes the whole audit chain. */
  verifyAudit(): Promise<AuditVerdict>;
}
