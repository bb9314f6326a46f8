// Port: durable logins. Tokens are stored as SHA-256 only; passwords as argon2id text only.

export interface Operator {
  readonly name: string;
  /** argon2id in PHC text; null until a password is set (enough to look and play in sim and replay). */
  readonly passwordHash: string | null;
}

export interface Session {
  /** SHA-256 of the cookie's token, hex. */
  readonly tokenHash: string;
  readonly operator: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** Absolute end, Unix ms; idle end is judged by the reader from lastSeenAt. */
  readonly expiresAt: number;
}

export interface AuthStore {
  /** The one operator of this installation, made on first use; never has a default password. */
  findOperator(name: string): Promise<Operator | null>;
  /** Creates the operator when needed and sets (or replaces) the password hash. */
  setPasswordHash(name: string, passwordHash: string): Promise<void>;
  /** Stores a single-use setup token (hash), replacing every earlier one. */
  createSetupToken(tokenHash: string, expiresAt: number): Promise<void>;
  /** True for exactly one caller, once, before it expires. */
  consumeSetupToken(tokenHash: string, at: number): Promise<boolean>;
  createSession(session: Session): Promise<void>;
  findSession(tokenHash: string): Promise<Session | null>;
  touchSession(tokenHash: string, at: number): Promise<void>;
  revokeSession(tokenHash: string): Promise<void>;
  /** Revokes every session of the operator except `keepTokenHash`. */
  revokeAllSessions(operator: string, keepTokenHash: string | null): Promise<void>;
  /** Appends one row to the hash-chained audit. `detail` is JSON text without secrets. */
  appendAudit(row: {
    readonly at: number;
    readonly by: string;
    readonly action: string;
    readonly detail: string;
  }): Promise<void>;
}
