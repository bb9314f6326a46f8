// JSON bodies of /api/audit: the hash-chained record of who did what. Shapes only.

/** One row as the console shows it. */
export interface AuditRow {
  /** Place in the chain, from 1. */
  readonly seq: number;
  /** Unix ms. */
  readonly at: number;
  readonly by: string;
  readonly action: string;
  /** JSON text as it was stored, but for the fields named in `withheld`. */
  readonly detail: string;
  /** Paths of fields that look like a secret; their values never leave the server. */
  readonly withheld: readonly string[];
  readonly contentHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** GET /api/audit?before=&by=&action= → rows, newest first, one page before a row of the page before. */
export interface AuditListReply {
  readonly ok: true;
  readonly rows: readonly AuditRow[];
  /** `before` of the next page; null when this is the last one. */
  readonly next: number | null;
}

/** GET /api/audit/names → everybody and every action in the audit, for the filter. */
export interface AuditNamesReply {
  readonly ok: true;
  readonly by: readonly string[];
  readonly actions: readonly string[];
}

/** POST /api/audit/verify → the chain recomputed from its first row. A broken chain is an answer, too: `ok` stays true. */
export interface AuditVerifyReply {
  readonly ok: true;
  readonly isWhole: boolean;
  /** Rows that fit, from the first on. */
  readonly rows: number;
  /** What is wrong with the first row that does not fit; null when all fit. */
  readonly brokenAt: string | null;
  /** Hash of the last row that fits. */
  readonly head: string;
  /** Unix ms when the check was done. */
  readonly at: number;
}
