// The served Kalshi and the faults of its wire. Types only.

/** Faults of the wire, on the server returned by serveKalshi. All start off. */
export interface WireFaults {
  /** Cuts every WebSocket now. */
  dropSockets(): void;
  /** true: nothing is sent (connections stay open, pings included); the rest comes when it ends. */
  stalled: boolean;
  /** Skips the next sequenced frame of each session (its seq is used up). */
  skipNextSequenced(): void;
  /** Next n HTTP requests answer 429. */
  rateLimitNext: number;
  /** Next n creates are carried out but answer 500. */
  failAfterAcceptNext: number;
  /** Next n creates are carried out, then the connection is cut without an answer. */
  dropAfterAcceptNext: number;
  /** Next n HTTP requests answer 503 without being carried out. */
  unavailableNext: number;
  responseLatencyMs: number;
  /** Added to the venue's wall clock: the signature check and sending_ts_ms. */
  clockSkewMs: number;
  /** Sends error 10 or 25 on every subscription of every session, then ends them. */
  terminalError(code: 10 | 25): void;
}

/** What serveKalshi resolves to. */
export interface KalshiServer {
  readonly port: number;
  /** http://127.0.0.1:port/trade-api/v2 */
  readonly restUrl: string;
  /** ws://127.0.0.1:port/trade-api/ws/v2 */
  readonly wsUrl: string;
  readonly faults: WireFaults;
  /** Heartbeat pings and exchange.advance; call at least every 250 ms. */
  tick(nowMs: number): void;
  close(): Promise<void>;
}
