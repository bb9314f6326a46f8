// Check: spot has not just jumped (models §D3, B2). In: largest recent move. Out: |σ| against 4.
import { atMost, type Check } from '../check-result.ts';
import { forecastMoveText } from '../forecast-move-text.ts';
import { sigmas } from '../wording.ts';

/** Standard deviations of the forecast made before the move; remembered for 30 s by recent-move.ts. */
const MOST_SIGMAS = 4;

/** After a jump the market re-prices faster than our index and our forecast do: stand aside. */
export const jump: Check = ({ recentMove, forecastChange }) => {
  const result = atMost(
    {
      id: 'jump',
      label: 'largest 10-s move',
      unit: 'σ',
      show: (size) => `${size.toFixed(1)} σ`,
      missing: 'the last 10 s of spot are not known against a forecast',
    },
    recentMove === null ? null : Math.abs(recentMove.sigmas),
    MOST_SIGMAS,
  );
  if (result.outcome !== 'fail' || recentMove === null) return result;
  const since = `jump ${Math.round(recentMove.ageMs / 1000)} s ago: ${sigmas(recentMove.sigmas)}`;
  const forecast = forecastChange === null ? '' : `; ${forecastMoveText(forecastChange)}`;
  return { ...result, text: `${since}${forecast}` };
};
