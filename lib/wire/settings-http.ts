// JSON body of /api/settings: this login and the system it talks to, as they run. Shapes only; no secret has a field here.

/** One environment variable as it came into force. */
export interface RunningSetting {
  /** Its name, e.g. "VOLTAGE_MODE". */
  readonly name: string;
  readonly meaning: string;
  /** In words; keys and passwords are masked or only said to be there. */
  readonly value: string;
}

/** The login that asked. Instants are Unix ms. */
export interface LoginFacts {
  readonly operator: string;
  readonly passwordSet: boolean;
  readonly beganAt: number;
  /** Its end, whatever is done. */
  readonly expiresAt: number;
  /** It ends earlier when no page of it was open for so long, ms. */
  readonly idleMs: number;
}

/** What runs. Instants are Unix ms. */
export interface SystemFacts {
  readonly mode: string;
  readonly startedAt: number;
  /** Of the gateway, which made this page. */
  readonly build: string;
  /** Of the engine; null while it is not connected. */
  readonly engineBuild: string | null;
  readonly engineSince: number | null;
  readonly wireVersion: number;
  /** Node.js of the gateway, e.g. "v24.21.0". */
  readonly nodeVersion: string;
}

/** GET /api/settings → 401 signed out, 503 while the database does not answer. */
export interface SettingsReply {
  readonly ok: true;
  readonly login: LoginFacts;
  readonly system: SystemFacts;
  readonly configuration: readonly RunningSetting[];
}
