// Candles from before the start over Kraken's public REST. In: address, budget, time. Out: the MinuteHistory port.
// One GET, at most three tries, each under the machine's connection budget (Kraken counts REST too: kraken-api §1, §6).
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { fail, type Result } from '#lib/result.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import type { MinuteHistory } from '#server/ports/minute-history.ts';
import type { Timers } from '#server/ports/timers.ts';
import { readCandles } from './candle-rows.ts';
import { createConnectBudget } from './connect-budget.ts';

const TRIES = 3;
const TIMEOUT_MS = 10_000;
/** Well above the venue's comfort of one public call a second; doubled with every try. */
const BACKOFF_MS = 3_000;
/** 720 rows of about 90 bytes; anything much larger is not this answer. */
const MOST_BYTES = 1_000_000;

export interface KrakenHistoryOptions {
  /** `https://api.kraken.com/0/public`, or the simulator's. */
  readonly restUrl: string;
  /** REST's own name of the pair. */
  readonly pair: 'XBTUSD';
  /** Folder of the machine's connection budget; null keeps the budget within this process. */
  readonly budgetDirectory: string | null;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly entropy: Entropy;
}

async function fetchText(options: KrakenHistoryOptions): Promise<Result<string>> {
  const url = `${options.restUrl}/OHLC?pair=${options.pair}&interval=1`;
  const controller = new AbortController();
  const cancelTimer = options.timers.after(TIMEOUT_MS, () => controller.abort());
  try {
    const response = await fetch(url, { redirect: 'manual', signal: controller.signal });
    const text = await response.text();
    if (response.status !== 200) return fail(`HTTP ${response.status}`);
    if (text.length > MOST_BYTES) return fail(`${text.length} bytes are no answer to this`);
    return { ok: true, value: text };
  } catch {
    return fail(controller.signal.aborted ? `no answer in ${TIMEOUT_MS} ms` : 'cannot be reached');
  } finally {
    cancelTimer();
  }
}

/** Asks only when `recent` is called; a second call asks anew. */
export function createKrakenHistory(options: KrakenHistoryOptions): MinuteHistory {
  const budget = createConnectBudget(options.budgetDirectory);
  const { clock, timers, entropy } = options;

  async function once(): Promise<Result<readonly MinuteBar[]>> {
    const permit = budget.take(clock.wall(), entropy.uuid());
    if (permit.kind === 'refused') return fail(permit.reason);
    const text = await fetchText(options);
    return text.ok ? readCandles(text.value) : text;
  }

  return {
    async recent() {
      let outcome = await once();
      for (let tries = 1; !outcome.ok && tries < TRIES; tries++) {
        const waitMs = BACKOFF_MS * 2 ** (tries - 1) * (1 + entropy.random());
        await new Promise<void>((resolve) => {
          timers.after(waitMs, resolve);
        });
        outcome = await once();
      }
      return outcome.ok ? outcome : fail(`Kraken candles: ${outcome.error}`);
    },
  };
}
