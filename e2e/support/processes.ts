// The processes of one running system, as the machine sees them. In: a supervisor and its home. Out: pids by role.
import { execFileSync } from 'node:child_process';

export type Role = 'engine' | 'gateway' | 'watchdog' | 'simulator' | 'postgres';

export interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly role: Role | null;
}

const MARKS: readonly (readonly [Role, string])[] = [
  ['engine', 'server/engine/main.ts'],
  ['gateway', 'server/gateway/main.ts'],
  ['watchdog', 'server/watchdog/main.ts'],
  ['simulator', 'server/simulator/main.ts'],
  ['postgres', 'postgres'],
];

function roleOf(command: string): Role | null {
  return MARKS.find(([, mark]) => command.includes(mark))?.[0] ?? null;
}

/** Every process under `supervisor`, and every one that names `home` on its command line. */
export function processesOf(supervisor: number, home: string): readonly SystemProcess[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || Number(pid) === supervisor) return [];
    const ours = Number(parent) === supervisor || command.includes(home);
    return ours ? [{ pid: Number(pid), parent: Number(parent), role: roleOf(command) }] : [];
  });
}

/** False once the process is gone, or over and only waiting for its parent to notice. */
export function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}
