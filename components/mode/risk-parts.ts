// What the open risk is made of. In: the status row. Out: "positions $12.00 + orders $3.00", or that it is not known.
import { formatMoney } from '#lib/format/money.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';

type Risk = Pick<StatusRow, 'openRiskMicro' | 'positionRiskMicro'>;

/** Orders are what they could add to the worst case: one that would only make it smaller adds nothing. */
export function riskParts(row: Risk | undefined): string {
  const total = row?.openRiskMicro ?? null;
  const positions = row?.positionRiskMicro ?? null;
  if (total === null || positions === null) return 'its parts are not known';
  return `positions ${formatMoney(positions)} + orders ${formatMoney(total - positions)}`;
}
