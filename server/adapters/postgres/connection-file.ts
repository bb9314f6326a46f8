// What must be remembered to reach our own server again: its port and the two passwords, in one 0600 file.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const schema = z.object({
  port: z.int().min(1).max(65_535),
  ownerPassword: z.string().min(32),
  appPassword: z.string().min(32),
});

export type ConnectionFile = z.infer<typeof schema>;

/** The file that belongs to a data directory. */
export function connectionPath(dataDir: string): string {
  return `${dataDir}.connection.json`;
}

/** The remembered connection, or null when there is none. Throws when the file is damaged: guessing passwords is no use. */
export function readConnection(path: string): ConnectionFile | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${path} is damaged: without it the database's passwords are lost`);
  }
}

/** Makes the file with fresh 192-bit passwords; when another process was faster, its file is the one returned. */
export function createConnection(path: string, port: number): ConnectionFile {
  const fresh = { port, ownerPassword: password(), appPassword: password() };
  try {
    writeFileSync(path, JSON.stringify(fresh), { mode: 0o600, flag: 'wx' });
    return fresh;
  } catch (error) {
    const theirs = readConnection(path);
    if (theirs) return theirs;
    throw error;
  }
}

/** Replaces the file in one step, so that a crash leaves the old or the new one. */
export function replaceConnection(path: string, connection: ConnectionFile): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(connection), { mode: 0o600 });
  renameSync(draft, path);
}

function password(): string {
  return randomBytes(24).toString('hex');
}
