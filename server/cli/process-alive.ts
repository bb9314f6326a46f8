// Whether a remembered process id still is one of our supervisors, and not some other program with the same number.
import { readFileSync } from 'node:fs';

/** True when the process lives and, where the system can tell, its command line is ours. */
export function processIsOurs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (pid === process.pid) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('voltage');
  } catch {
    return true;
  }
}
