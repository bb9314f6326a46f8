// The simulator's configuration. In: JSON text from whoever starts it. Out: typed settings, or a text that names the field.
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';

const PORT = z.int().min(0).max(65_535).default(0);

const schema = z.strictObject({
  /** Everything random follows from it. */
  seed: z.union([z.string().min(1), z.number()]).default('voltage'),
  /** Simulated seconds per real second. */
  speed: z.number().min(0).max(300).default(1),
  /** Unix ms of the first instant; absent: now. */
  startAt: z.number().positive().optional(),
  startUsd: z.number().min(5_000).max(5_000_000).optional(),
  annualVolatility: z.number().min(0.05).max(3).optional(),
  /** KXBTCD strikes each side of the spot. */
  strikes: z.int().min(0).max(94).optional(),
  /** KXBTC buckets each side of the spot. */
  buckets: z.int().min(0).max(94).optional(),
  krakenPort: PORT,
  kalshiPort: PORT,
  adminPort: PORT,
  adminToken: z.string().min(16),
  traderKeyId: z.string().min(1),
  /** SPKI PEM, RSA or Ed25519. */
  traderPublicKeyPem: z.string().includes('PUBLIC KEY'),
  /** A second, read-only key of the same account, for consoles and watchdogs. */
  readerKeyId: z.string().min(1).optional(),
  readerPublicKeyPem: z.string().includes('PUBLIC KEY').optional(),
  /** Opening cash in dollars, on the shard the BTC markets live on. */
  traderCash: z.number().min(0).max(100_000_000).default(10_000),
  /** Fixed by the venue; accepted so that one plan can describe every venue. */
  kalshiBasePath: z.literal('/trade-api/v2').optional(),
  wsPath: z.literal('/trade-api/ws/v2').optional(),
});

export type SimulatorConfig = z.infer<typeof schema>;

/** Reads a configuration; unknown fields are refused. */
export function readSimulatorConfig(text: string): Result<SimulatorConfig> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('the simulator configuration is not JSON');
  }
  const parsed = schema.safeParse(raw);
  return parsed.success ? ok(parsed.data) : fail(z.prettifyError(parsed.error));
}
