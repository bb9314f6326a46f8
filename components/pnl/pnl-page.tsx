// Positions & P&L: totals, open positions, equity, breakdown, fills. In: the desk's own positions panel. Out: the page.
'use client';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { PNL_GROUPINGS, type PnlReply } from '#lib/wire/pnl-http.ts';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { EquityPanel } from './equity-panel.tsx';
import { ExternalsPanel } from './externals-panel.tsx';
import { PnlFills } from './pnl-fills.tsx';
import { PnlHead } from './pnl-head.tsx';
import { PnlTotals } from './pnl-totals.tsx';
import { instantText, spanOf } from './pnl-view.ts';
import { usePnl } from './use-pnl.ts';

export interface PnlPageProps {
  /** The panel of the desk: one figure for one thing. */
  readonly positions: ReactNode;
}

/** Into the address, without a request: it survives a reload. */
function choose(name: 'span' | 'by', value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.history.replaceState(null, '', url);
}

function CutNotice({ cut }: Pick<PnlReply, 'cut'>) {
  if (cut === null) return null;
  return (
    <p role="status" data-testid="pnl-cut" className="px-1 text-xs text-severity-warning">
      This span holds more than {cut.limit} bookings. Everything below counts the newest of them
      alone, from {instantText(Math.floor(cut.from / 1000))} on.
    </p>
  );
}

interface ProblemProps {
  readonly text: string;
  readonly hasReport: boolean;
  readonly onRead: () => void;
}

function Problem({ text, hasReport, onRead }: ProblemProps) {
  return (
    <section
      role="alert"
      data-testid="pnl-problem"
      className="flex flex-wrap items-center gap-3 border border-line bg-surface p-2 text-xs text-severity-warning"
    >
      Results cannot be read: {text}.{hasReport && ' What stands below was read before.'}
      <Button onClick={onRead}>Try again</Button>
    </section>
  );
}

export function PnlPage({ positions }: PnlPageProps) {
  const search = useSearchParams();
  const span = spanOf(search.get('span'));
  const grouping = PNL_GROUPINGS.find((each) => each === search.get('by')) ?? 'market';
  const { data, error, isPending, refetch } = usePnl(span);
  const [isAsked, setAsked] = useState(false);
  const read = () => {
    setAsked(true);
    void refetch().finally(() => setAsked(false));
  };
  return (
    <main data-testid="pnl-page" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2">
      <h1 className="sr-only">Positions & P&L</h1>
      <PnlHead
        span={span}
        onSpan={(next) => choose('span', next)}
        report={data}
        isReading={isPending || isAsked}
        onRead={read}
      />
      {error !== null && (
        <Problem text={error.message} hasReport={data !== undefined} onRead={read} />
      )}
      {data !== undefined && <CutNotice cut={data.cut} />}
      <PnlTotals report={data} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 xl:grid-cols-2">
        {data === undefined ? (
          <p className="grid h-72 place-items-center border border-line bg-surface text-xs text-ink-faint">
            {isPending ? 'Reading results…' : 'No results were read.'}
          </p>
        ) : (
          <EquityPanel report={data} />
        )}
        <div className="grid h-72 grid-cols-[minmax(0,1fr)] border border-line">{positions}</div>
      </div>
      {data !== undefined && (
        <>
          <ExternalsPanel report={data} />
          <BreakdownPanel
            report={data}
            grouping={grouping}
            onGrouping={(next) => choose('by', next)}
          />
          <PnlFills report={data} />
        </>
      )}
    </main>
  );
}
