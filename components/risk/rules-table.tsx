// The limits that nothing uses up: what each entry must meet, when a person is asked, how exits and orders behave.
'use client';
import { type LiveView, useLiveRow, useLiveView } from '#components/live/use-live.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import type { PlainLimit } from '#lib/domain/limit-change.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';
import { LIMIT_TEXTS, type LimitGroup, type LimitText, plainValue } from './limit-texts.ts';
import { countLooks, type LookCounts, refusedText } from './look-view.ts';
import { ShareBar } from './share-bar.tsx';

const LOOKS: LiveView<'decisions', LookCounts> = {
  topic: 'decisions',
  select: (table) => countLooks(Object.values(table?.rows ?? {})),
  equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
};

const COLUMNS: readonly Column[] = [
  { key: 'rule', name: 'Rule', look: 'text-left' },
  { key: 'value', name: 'Set to', look: 'w-[124px] max-md:w-[64px]' },
  { key: 'unit', name: 'Unit', look: 'w-[60px] text-left max-md:w-[60px]' },
  { key: 'now', name: 'At the last look', look: 'w-[150px] text-left max-md:w-[92px]' },
];

const GROUPS: readonly { readonly group: LimitGroup; readonly name: string }[] = [
  { group: 'entry', name: 'Every entry must meet' },
  { group: 'ask', name: 'When you are asked first' },
  { group: 'order', name: 'Orders' },
  { group: 'exit', name: 'Exits' },
];

const IDS = Object.keys(LIMIT_TEXTS).filter(
  (id): id is PlainLimit => id !== 'blackouts' && id !== 'calendarUntil',
);

interface NowProps {
  readonly rule: LimitText;
  readonly looks: LookCounts;
}

/** What the rule does to the markets looked at; nothing where it only sets how something behaves. */
function Now({ rule, looks }: NowProps) {
  const { name, check, flag } = rule;
  if (check !== undefined) {
    const count = looks.refused[check];
    const text = refusedText(count);
    if (count === undefined || text === null)
      return <span className="text-2xs text-ink-faint">no market looked at</span>;
    const share = count.hit / count.markets;
    return <ShareBar label={name} spoken={text} share={share} level="room" text={text} />;
  }
  if (flag !== undefined && looks.markets > 0)
    return (
      <span className="num text-2xs text-ink-soft">
        asks in {looks.asked[flag] ?? 0} of {looks.markets}
      </span>
    );
  return null;
}

function Line({ id, limits, looks }: { id: PlainLimit; limits: Limits; looks: LookCounts }) {
  const rule = LIMIT_TEXTS[id];
  const value = plainValue(limits, id);
  const isOff = value === 0 && rule.off !== undefined;
  return (
    <tr data-testid="rule" data-limit={id} className="align-top">
      <th scope="row" className="py-1! text-left font-normal whitespace-normal! text-ink">
        {rule.name}
        <span className="block text-2xs whitespace-normal text-ink-faint">{rule.says}</span>
      </th>
      <td className={`num py-1! text-xs ${isOff ? 'whitespace-normal! text-ink-soft' : ''}`}>
        {isOff ? rule.off : formatLimitValue(value, rule.unit)}
      </td>
      <td className="truncate py-1! text-left text-xs text-ink-faint">
        {isOff ? '' : formatLimitUnit(rule.unit)}
      </td>
      <td className="py-1! text-left">
        <Now rule={rule} looks={looks} />
      </td>
    </tr>
  );
}

export function RulesTable() {
  const row = useLiveRow('limits', 'engine');
  const looks = useLiveView(LOOKS);
  return (
    <Panel
      id="rules"
      title="Rules that nothing uses up"
      aside={
        <span className="text-ink-faint">
          {looks.markets} market{looks.markets === 1 ? '' : 's'} looked at
        </span>
      }
      className="border border-line"
      state={row === undefined ? LOADING : READY}
      scroll={false}
    >
      {row !== undefined && (
        <DataTable caption="Rules of entries, offers, orders and exits" columns={COLUMNS}>
          {GROUPS.map(({ group, name }) => (
            <tbody key={group}>
              <tr className="bg-raised">
                <th
                  scope="rowgroup"
                  colSpan={COLUMNS.length}
                  className="text-left text-2xs text-ink-soft"
                >
                  {name}
                </th>
              </tr>
              {IDS.filter((id) => LIMIT_TEXTS[id].group === group).map((id) => (
                <Line key={id} id={id} limits={row.limits} looks={looks} />
              ))}
            </tbody>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}
