// Port: the only source of randomness and fresh ids.
export interface Entropy {
  /** Uniform in [0, 1), for jitter. */
  random(): number;
  /** A fresh UUID, for ids that must never repeat. */
  uuid(): string;
}
