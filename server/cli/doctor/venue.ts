// Checks of what a mode needs to trade: whether this build can start it, its key, its limits.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { wallMs } from '#lib/domain/instant.ts';
import { loadKalshiKey } from '#server/adapters/kalshi/sign.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { venueKeyOf } from '#server/config/venue-key.ts';
import { isCalendarKnown } from '#server/core/4-gate/checks/calendar-known.ts';
import { refusalOf } from '../venue-plan.ts';
import { broken, type Check, doubtful, well } from './finding.ts';

const mode: Check = {
  name: 'mode',
  look: ({ mode: wanted }) => {
    const refusal = refusalOf(wanted);
    return refusal === null ? well(wanted) : broken(refusal, 'set VOLTAGE_MODE to sim or demo');
  },
};

const key: Check = {
  name: 'key',
  look: (config) => {
    const { mode: wanted } = config;
    if (wanted === 'sim') return well('none needed: the simulated venue makes its own');
    const { id, file, idVariable, fileVariable } = venueKeyOf(config, wanted);
    if (id === null || file === null)
      return broken('no key', `set ${idVariable} and ${fileVariable}`);
    if (!existsSync(file))
      return broken(`${file} does not exist`, 'save the private key there, as PEM');
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      return broken(`${file} can be read by others`, `chmod 600 ${file}`);
    const loaded = loadKalshiKey(readFileSync(file, 'utf8'), id);
    return loaded.ok
      ? well(`${loaded.value.algorithm}, mode ${wanted}`)
      : broken(loaded.error, "create a key on Kalshi's site and save it as PEM");
  },
};

const limits: Check = {
  name: 'limits',
  look: ({ limitsFile, mode: wanted }) => {
    const loaded = loadLimits(limitsFile);
    if (!loaded.ok) return broken(loaded.error, 'mend that file, or unset VOLTAGE_LIMITS_FILE');
    if (isCalendarKnown(wanted, loaded.value, wallMs(Date.now())) !== true)
      return doubtful(
        'the calendar of scheduled events is missing or has ended: nothing will be entered',
        'give blackouts and calendarUntil in the file of VOLTAGE_LIMITS_FILE',
      );
    return well(limitsFile === null ? 'built in' : limitsFile);
  },
};

export const VENUE_CHECKS: readonly Check[] = [mode, key, limits];
