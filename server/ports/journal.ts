// Port: the append-only record of every inbound event and every decision. Never blocks the loop.
export interface JournalRecord {
  readonly kind: 'header' | 'event' | 'decision';
  /** One JSON text; the writer adds framing, checksum and compression. */
  readonly body: string;
}

export interface Journal {
  /** Queues one record; never throws, never waits. */
  append(record: JournalRecord): void;
  /** Flushes what is queued to disk; resolves when it is durable. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Figures for the health page. */
  status(): { readonly bytes: number; readonly queued: number; readonly dropped: number };
}
