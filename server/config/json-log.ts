// Structured logs to standard error, one JSON line each, with every secret-looking field redacted.
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;

const SECRET_FIELDS = ['password', 'token', 'key', 'pem', 'signature', 'cookie', 'authorization'];

/** A logger of `process` name, to standard error unless told. Known secret fields are replaced, at two levels. */
export function createLog(
  name: string,
  level: string,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Log {
  return pino(
    {
      name,
      level,
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
        censor: '[redacted]',
      },
      base: { name },
    },
    destination,
  );
}
