// What moved the price of YES: signed bars in cents and in ln variance, largest first, the rest last, and their sum.
'use client';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import type { PriceContribution } from '#lib/domain/explanation.ts';
import { formatFixed, formatSigned } from '#lib/format/digits.ts';
import { type ContributionBar, contributionBars, contributionSum } from './contribution-view.ts';

export interface ContributionsProps {
  readonly contributions: readonly PriceContribution[];
}

const COLUMNS: readonly Column[] = [
  { key: 'cause', name: 'Cause', look: 'w-[38%] text-left' },
  { key: 'bar', name: 'lowers · raises YES' },
  { key: 'cents', name: '¢ of YES', look: 'w-[54px]' },
  { key: 'log', name: 'ln var', look: 'w-[48px]' },
];

function Bar({ from, to }: Pick<ContributionBar, 'from' | 'to'>) {
  return (
    <svg aria-hidden="true" className="block h-[14px] w-full">
      <rect x="0" y="6" width="100%" height="2" rx="1" className="fill-raised" />
      <rect
        x={`${from * 100}%`}
        y="3"
        width={`${(to - from) * 100}%`}
        height="8"
        rx="1"
        className="fill-accent"
      />
      <rect x="50%" y="0" width="1" height="14" className="fill-ink-faint" />
    </svg>
  );
}

function Line({ bar }: { bar: ContributionBar }) {
  return (
    <tr data-testid="contribution" data-cents={bar.cents} data-log-variance={bar.logVariance}>
      <th scope="row" title={bar.name} className="truncate text-left font-normal text-ink-soft">
        {bar.name}
      </th>
      <td>
        <Bar from={bar.from} to={bar.to} />
      </td>
      <td className="num text-xs">{formatSigned(bar.cents, 1)}</td>
      <td className="num text-xs text-ink-faint">{formatSigned(bar.logVariance, 2)}</td>
    </tr>
  );
}

export function Contributions({ contributions }: ContributionsProps) {
  const bars = useSteadyRows(contributionBars(contributions), (bar) => bar.name);
  const sum = contributionSum(contributions);
  return (
    <div {...bars.hold} className="[--row-h:18px] pointer-coarse:[--row-h:22px]">
      <DataTable caption="Causes of the price, largest effect first" columns={COLUMNS}>
        <RowsByPlace rows={bars.rows} draw={(bar) => <Line bar={bar} />} />
        <tbody>
          <tr
            data-testid="contribution-sum"
            data-cents={sum.cents}
            data-log-variance={sum.logVariance}
            className="font-semibold"
          >
            <th scope="row" className="text-left font-semibold">
              Together
            </th>
            <td className="truncate text-left text-2xs font-normal text-ink-faint">
              volatility × <span className="num">{formatFixed(sum.volFactor, 2)}</span> of its base
            </td>
            <td className="num text-xs">{formatSigned(sum.cents, 1)}</td>
            <td className="num text-xs">{formatSigned(sum.logVariance, 2)}</td>
          </tr>
        </tbody>
      </DataTable>
      <p className="px-2 py-1 text-2xs text-ink-faint">
        “Together” is our models’ price less their price at the base level of volatility. Parts are
        relative to the training mix (path-dependent TreeSHAP); linear parts are exact.
      </p>
    </div>
  );
}
