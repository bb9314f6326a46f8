// Accounts of the simulated Kalshi: how one is opened, what it holds, the whole ledger. Types only; units as in exchange-api.ts.

export interface AccountDefinition {
  readonly id: string;
  /** `api`: reachable over the wire with keys; `agent`: direct calls only, no read history kept. */
  readonly kind: 'api' | 'agent';
  /** Opening cash per shard, micro-dollars (multiples of 100). BTC orders spend shard 2 only. */
  readonly cashMicroByShard: Readonly<Record<number, number>>;
  /** Rate-limit tier of kalshi-api §1.4; default `basic`. */
  readonly usageTier?:
    | 'basic'
    | 'advanced'
    | 'expert'
    | 'premier'
    | 'paragon'
    | 'prime'
    | 'prestige';
}

export interface KeyDefinition {
  readonly keyId: string;
  /** SPKI PEM, RSA (PSS, salt 32) or Ed25519; the algorithm follows the parsed key. */
  readonly publicKeyPem: string;
  readonly name?: string;
  /** Default read + write. */
  readonly scopes?: readonly string[];
}

export interface PositionSnapshot {
  readonly ticker: string;
  /** + YES, − NO. */
  readonly positionCentiContracts: number;
  readonly costMicro: number;
  readonly realisedMicro: number;
  readonly feesMicro: number;
  readonly tradedMicro: number;
  readonly volumeCentiContracts: number;
  readonly updatedAtMs: number;
}

export interface AccountSnapshot {
  readonly id: string;
  readonly kind: 'api' | 'agent';
  readonly cashMicroByShard: Readonly<Record<number, number>>;
  readonly reservedMicroByShard: Readonly<Record<number, number>>;
  readonly positions: readonly PositionSnapshot[];
}

/** The whole system. cash of all accounts + escrow + houseFees = deposited, always. */
export interface LedgerSnapshot {
  readonly accounts: readonly AccountSnapshot[];
  readonly depositedMicro: number;
  readonly houseFeesMicro: number;
  /** Collateral held per unsettled market: $1 per open pair. */
  readonly escrowMicroByTicker: Readonly<Record<string, number>>;
}
