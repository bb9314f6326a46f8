// Checks of what a mode needs to trade: whether this build can start it, its key, its limits.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { loadKalshiKey } from '#server/adapters/kalshi/sign.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { refusalOf } from '../venue-plan.ts';
import { broken, type Check, well } from './finding.ts';

const mode: Check = {
  name: 'mode',
  look: ({ mode: wanted }) => {
    const refusal = refusalOf(wanted);
    return refusal === null ? well(wanted) : broken(refusal, 'set VOLTAGE_MODE to sim or demo');
  },
};

const key: Check = {
  name: 'key',
  look: ({ mode: wanted, kalshiKeyId, kalshiKeyFile }) => {
    if (wanted === 'sim') return well('none needed: the simulated venue makes its own');
    if (kalshiKeyId === null || kalshiKeyFile === null)
      return broken('no key', 'set VOLTAGE_KALSHI_KEY_ID and VOLTAGE_KALSHI_KEY_FILE');
    if (!existsSync(kalshiKeyFile))
      return broken(`${kalshiKeyFile} does not exist`, 'save the private key there, as PEM');
    if (process.platform !== 'win32' && (statSync(kalshiKeyFile).mode & 0o077) !== 0)
      return broken(`${kalshiKeyFile} can be read by others`, `chmod 600 ${kalshiKeyFile}`);
    const loaded = loadKalshiKey(readFileSync(kalshiKeyFile, 'utf8'), kalshiKeyId);
    return loaded.ok
      ? well(`${loaded.value.algorithm}, mode ${wanted}`)
      : broken(loaded.error, "create a key on Kalshi's site and save it as PEM");
  },
};

const limits: Check = {
  name: 'limits',
  look: ({ limitsFile }) => {
    const loaded = loadLimits(limitsFile);
    if (!loaded.ok) return broken(loaded.error, 'mend that file, or unset VOLTAGE_LIMITS_FILE');
    return well(limitsFile === null ? 'built in' : limitsFile);
  },
};

export const VENUE_CHECKS: readonly Check[] = [mode, key, limits];
