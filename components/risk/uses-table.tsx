// How close every limit is, the closest first: used, limit, unit, a bar with its word, and where it is used.
'use client';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import type { LimitPart, LimitUse } from '#lib/domain/limit-use.ts';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';
import { usedText } from './limit-texts.ts';
import { ShareBar } from './share-bar.tsx';
import { byCloseness, levelOf, shareOf, shareText, usesSummary, useText } from './use-view.ts';

const USES: LiveView<'risk', readonly LimitUse[] | null> = {
  topic: 'risk',
  select: (table) => (table === null ? null : byCloseness(Object.values(table.rows))),
  equal: Object.is,
};

const COLUMNS: readonly Column[] = [
  { key: 'limit', name: 'Limit', look: 'text-left' },
  { key: 'used', name: 'Used', look: 'w-[72px] max-md:w-[58px]' },
  { key: 'most', name: 'Limit', look: 'w-[72px] max-md:w-[58px]' },
  { key: 'unit', name: 'Unit', look: 'w-[60px] text-left max-md:w-[60px]' },
  { key: 'share', name: 'Share', look: 'w-[150px] text-left max-md:w-[74px]' },
];

function PartName({ name }: { name: string }) {
  const title = useMarketTitle(name);
  return <span title={name}>{title}</span>;
}

function Part({ part, unit }: { part: LimitPart; unit: string }) {
  return (
    <span className="flex gap-2 text-2xs text-ink-soft">
      <span className="min-w-0 truncate">
        <PartName name={part.name} />
      </span>
      <span className="num shrink-0">{formatLimitValue(part.used, unit)}</span>
    </span>
  );
}

/** The largest part, and the others behind it. */
function Parts({ parts, unit }: Pick<LimitUse, 'parts' | 'unit'>) {
  const [first, ...others] = parts;
  if (first === undefined) return null;
  if (others.length === 0) return <Part part={first} unit={unit} />;
  return (
    <details>
      <summary className="cursor-pointer list-none">
        <Part part={first} unit={unit} />
        <span className="text-2xs text-ink-faint underline underline-offset-2">
          and {others.length} more
        </span>
      </summary>
      {others.map((part) => (
        <Part key={part.name} part={part} unit={unit} />
      ))}
    </details>
  );
}

function Line({ use }: { use: LimitUse }) {
  const { id, unit, limit, used, reason, parts, text } = use;
  const { name, says } = usedText(id);
  const level = levelOf(use);
  return (
    <tr
      data-testid="limit-use"
      data-limit={id}
      data-level={level}
      className="align-top"
      title={reason ?? text}
    >
      <th scope="row" className="py-1! text-left font-normal whitespace-normal! text-ink">
        {name}
        <span
          className={`block text-2xs whitespace-normal text-ink-faint ${reason === null ? 'max-md:hidden' : ''}`}
        >
          {reason === null ? says : `Not known: ${reason}.`}
          {id === 'exchangeWrites' && (
            <>
              {` ${text}. `}
              <a href="/health#rate-limits" className="underline underline-offset-2 hover:text-ink">
                Tokens now
              </a>
            </>
          )}
        </span>
        <Parts parts={parts} unit={unit} />
      </th>
      <td data-testid="limit-used" className="num py-1! text-xs">
        {used === null ? '–' : formatLimitValue(used, unit)}
      </td>
      <td className="num py-1! text-xs text-ink-soft">{formatLimitValue(limit, unit)}</td>
      <td className="truncate py-1! text-left text-xs text-ink-faint">{formatLimitUnit(unit)}</td>
      <td className="py-1! text-left">
        <ShareBar
          label={name}
          spoken={useText(use)}
          share={shareOf(use)}
          level={level}
          text={shareText(use)}
        />
      </td>
    </tr>
  );
}

function idOf({ id }: LimitUse): string {
  return id;
}

export function UsesTable() {
  const uses = useLiveView(USES);
  const steady = useSteadyRows(uses ?? [], idOf);
  const state: PanelState = uses === null || uses.length === 0 ? LOADING : READY;
  return (
    <Panel
      id="uses"
      title="How close each limit is"
      aside={<span data-testid="uses-summary">{uses === null ? '' : usesSummary(uses)}</span>}
      className="border border-line"
      state={state}
      scroll={false}
    >
      <div {...steady.hold}>
        <DataTable caption="Limits by the share that is used, closest first" columns={COLUMNS}>
          <tbody>{steady.rows.map((use) => use !== null && <Line key={use.id} use={use} />)}</tbody>
        </DataTable>
      </div>
    </Panel>
  );
}
