// Passwords: argon2id at OWASP's settings, length rules only, equal time for a right and an unknown user.
import { hash, verify } from '@node-rs/argon2';
import { MIN_PASSWORD_LENGTH } from '#lib/domain/password.ts';
import { fail, ok, type Result } from '#lib/result.ts';

const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_LENGTH = 256;

/** Passwords everybody tries first, long enough to pass the length rule. */
const COMMON = [
  'passwordpassword',
  'password12345678',
  '123456789012345',
  '1234567890123456',
  'qwertyuiopasdfgh',
  'voltage-kalshi-1',
  'correcthorsebatterystaple',
  'letmeinletmeinletmein',
];

/** Hash of nothing, verified when there is no user, so that timing tells nothing. */
const NOBODY = await hash('nobody has this password', SETTINGS);

/** Checks length and the list of common passwords; no composition rules (ASVS 6.2). */
function passwordProblem(password: string): string | null {
  if (password.length < MIN_PASSWORD_LENGTH)
    return `password must have at least ${MIN_PASSWORD_LENGTH} characters`;
  if (password.length > MAX_LENGTH) return `password must have at most ${MAX_LENGTH} characters`;
  if (COMMON.includes(password.toLowerCase()) || /^(.)\1*$/.test(password))
    return 'password is one that everybody tries first';
  return null;
}

/** argon2id PHC text of an acceptable password. */
export async function hashPassword(password: string): Promise<Result<string>> {
  const problem = passwordProblem(password);
  return problem === null ? ok(await hash(password, SETTINGS)) : fail(problem);
}

/** True when `password` fits `passwordHash`; takes the same time when there is no hash. */
export async function passwordFits(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  if (password.length > MAX_LENGTH) return false;
  const fits = await verify(passwordHash ?? NOBODY, password);
  return passwordHash !== null && fits;
}
