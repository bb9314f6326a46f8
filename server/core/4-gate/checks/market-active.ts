// Check: the venue takes orders in this market now (F16, F17). In: status and life. Out: pass while active and open.
import { type Check, condition } from '../check-result.ts';

/** Physical: a close needs no event to happen, so time decides as well as status. Blocks exits too. */
export const marketActive: Check = ({ market, at }) => {
  const open = at >= market.openAt && at < market.closeAt;
  return condition(
    { id: 'market-active', label: 'market', blocksExit: true },
    market.status === 'active' && open,
    {
      pass: 'the market is active',
      fail:
        market.status === 'active'
          ? 'the market is closed by time'
          : `the market is ${market.status}`,
    },
  );
};
