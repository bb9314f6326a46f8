// Is our shard open: the body of /exchange/status (or nothing) comes in, one exchange-status tick goes out.
import type { ExchangeStatusTick } from '#lib/domain/tick.ts';
import { exchangeStatusReply } from './rest-schema.ts';

/**
 * F25, F118: only this shard's own entry counts; an absent array, entry or body reads as not trading. It does not read
 * as a halt (F24), which latches: that is for the venue to say, and a lost answer is no word of the venue.
 */
export function readExchangeStatus(text: string | null, shard: number): ExchangeStatusTick {
  const unread = { exchangeActive: true, tradingActive: false };
  let body: unknown = null;
  try {
    body = text === null ? null : JSON.parse(text);
  } catch {
    body = null;
  }
  const parsed = exchangeStatusReply.safeParse(body);
  const rows = parsed.success ? (parsed.data.exchange_index_statuses ?? []) : [];
  const entry = rows.find((row) => row.exchange_index === shard);
  const told = entry
    ? { exchangeActive: entry.exchange_active, tradingActive: entry.trading_active }
    : unread;
  return { kind: 'exchange-status', shard, ...told };
}
