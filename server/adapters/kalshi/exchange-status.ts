// Is our shard open: the body of /exchange/status (or nothing) comes in, one exchange-status tick goes out.
import type { ExchangeStatusTick } from '#lib/domain/tick.ts';
import { exchangeStatusReply } from './rest-schema.ts';

/**
 * F25, F118: only this shard's own entry counts; an absent array, entry or body reads as not trading. It does not read
 * as a halt (F24), which latches, unless the venue says of the whole exchange that it is not active: a lost answer is no
 * word of the venue.
 */
export function readExchangeStatus(text: string | null, shard: number): ExchangeStatusTick {
  let body: unknown = null;
  try {
    body = text === null ? null : JSON.parse(text);
  } catch {
    body = null;
  }
  const parsed = exchangeStatusReply.safeParse(body);
  const rows = parsed.success ? (parsed.data.exchange_index_statuses ?? []) : [];
  const entry = rows.find((row) => row.exchange_index === shard);
  const isHalted = parsed.success && parsed.data.exchange_active === false;
  const told = entry
    ? { exchangeActive: entry.exchange_active, tradingActive: entry.trading_active }
    : { exchangeActive: !isHalted, tradingActive: false };
  return { kind: 'exchange-status', shard, ...told };
}
