// Everything known at one past moment, in grey: what it was told, what it made of it, what it decided. In: a frame.
import type { ReactNode } from 'react';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { formatCheck, formatCheckUnit } from '#lib/format/check-value.ts';
import { MISSING } from '#lib/format/digits.ts';
import type { MomentFrame } from '#lib/wire/moment-http.ts';
import {
  bookFacts,
  fairFacts,
  feedFacts,
  forecastFacts,
  type MomentFact,
  moneyFacts,
  spotFacts,
  statusFacts,
} from './moment-facts.ts';

const CHECKS: readonly Column[] = [
  { key: 'check', name: 'Check', look: 'text-left' },
  { key: 'outcome', name: 'Outcome', look: 'w-[64px] text-left' },
  { key: 'value', name: 'Value', look: 'w-[64px]' },
  { key: 'limit', name: 'Limit', look: 'w-[64px]' },
  { key: 'distance', name: 'Distance', look: 'w-[68px] max-md:hidden' },
  { key: 'unit', name: 'Unit', look: 'w-[56px] text-left max-md:hidden' },
];

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 border border-line bg-surface">
      <h2 className="border-b border-line px-2 py-1 text-xs font-semibold text-ink-soft">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Facts, or why there are none: nothing is drawn as if it were zero. */
function Known({ facts, none }: { facts: readonly MomentFact[]; none: string }) {
  if (facts.length === 0) return <p className="p-2 text-xs text-ink-faint">{none}</p>;
  return <Facts facts={facts} />;
}

function Checks({ frame }: { frame: MomentFrame }) {
  const checks = frame.decision?.checks ?? [];
  const order = { fail: 0, missing: 1, pass: 2 } as const;
  const sorted = checks.toSorted((left, right) => order[left.outcome] - order[right.outcome]);
  return (
    <DataTable caption="Checks of the gate at that moment" columns={CHECKS}>
      <tbody>
        {sorted.map((check) => {
          const { id, label, outcome, unit, text } = check;
          const { value, limit, distance } = formatCheck(check);
          return (
            <tr key={id} data-testid="moment-check" data-outcome={outcome} title={text}>
              <th scope="row" className="truncate text-left font-normal text-ink">
                {label}
              </th>
              <td className="text-left text-xs">{outcome}</td>
              <td className="num text-xs">{value}</td>
              <td className="num text-xs text-ink-faint">{limit}</td>
              <td className="num text-xs max-md:hidden">{distance}</td>
              <td className="text-left text-2xs text-ink-faint max-md:hidden">
                {formatCheckUnit(unit)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}

export function MomentView({ frame }: { frame: MomentFrame }) {
  const { decision } = frame;
  const features = frame.features.map(({ name, value }) => ({
    name,
    value: value === null ? MISSING : value.toFixed(4),
  }));
  const notWatched = 'This market was not watched then.';
  return (
    <div data-testid="moment" className="grid grid-cols-[minmax(0,1fr)] gap-2 grayscale">
      <Section title="Verdict then">
        <p className="p-2 text-sm">
          <strong data-testid="moment-verdict" className="uppercase">
            {decision?.verdict ?? 'none yet'}
          </strong>{' '}
          <span className="text-ink-soft">{decision?.sentence ?? notWatched}</span>
        </p>
      </Section>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-2 md:grid-cols-2 lg:grid-cols-3">
        <Section title="Book then">
          <Known facts={bookFacts(frame)} none={notWatched} />
        </Section>
        <Section title="Fair value and models then">
          <Known facts={fairFacts(frame)} none="There was no fair value." />
        </Section>
        <Section title="Spot and index then">
          <Known facts={spotFacts(frame)} none="Nothing had been heard." />
        </Section>
        <Section title="Feeds then">
          <Known facts={feedFacts(frame)} none="No feed had been opened." />
        </Section>
        <Section title="Position, orders and offers then">
          <Known facts={moneyFacts(frame)} none="None." />
        </Section>
        <Section title="Trading and account then">
          <Known facts={statusFacts(frame)} none="Not known." />
        </Section>
        <Section title="Volatility forecast then">
          <Known facts={forecastFacts(frame)} none="There was no forecast." />
        </Section>
        <Section title="Features the models read then, 15 minutes ahead">
          <Known
            facts={features}
            none="The models had not been asked: too few minutes were known."
          />
        </Section>
      </div>
      <Section title="Checks then">
        <Checks frame={frame} />
      </Section>
    </div>
  );
}
