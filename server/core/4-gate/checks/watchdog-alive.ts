// Check: the independent kill is awake (I25). In: host. Out: pass when its heartbeat is heard.
import { type Check, condition } from '../check-result.ts';

/** Without it nobody pulls the group when this process hangs. */
export const watchdogAlive: Check = ({ host }) =>
  condition({ id: 'watchdog-alive', label: 'watchdog' }, host?.watchdogAlive ?? null, {
    pass: 'the watchdog is alive',
    fail: 'the watchdog is silent',
  });
