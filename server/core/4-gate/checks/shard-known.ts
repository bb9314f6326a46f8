// Check: the order can name its shard (I34, F116). In: market. Out: pass for a valid index.
import { type Check, condition } from '../check-result.ts';

/** A call without its shard may go to shard 0 and miss (kalshi-api §1.6). */
export const shardKnown: Check = (input) =>
  condition(
    { id: 'shard-known', label: 'exchange shard' },
    Number.isInteger(input.market.shard) && input.market.shard >= 0,
    { pass: `shard ${input.market.shard}`, fail: 'the shard of this market is not known' },
  );
