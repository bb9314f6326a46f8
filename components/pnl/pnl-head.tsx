// The span of the page, when it was read, and the files. In: span, report. Out: a bar of controls.
'use client';
import { Button } from '#components/ui/button.tsx';
import { formatClock } from '#lib/format/duration.ts';
import type { PnlReply } from '#lib/wire/pnl-http.ts';
import { fileHref, SPAN_NAMES, SPANS, type Span } from './pnl-view.ts';

export interface PnlHeadProps {
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly report: PnlReply | undefined;
  readonly isReading: boolean;
  readonly onRead: () => void;
}

const PRESSED = 'aria-pressed:border-accent aria-pressed:underline aria-pressed:underline-offset-2';
const LINK =
  'inline-flex h-6 items-center text-ink-soft underline underline-offset-2 hover:text-ink pointer-coarse:h-11';

const ABOUT: Readonly<Record<Span, string>> = {
  today: 'Since 00:00 UTC',
  '7d': 'This UTC day and the six before',
  all: 'Everything the ledger holds',
};

function Files({ report }: { report: PnlReply }) {
  return (
    <>
      <a href={fileHref('breakdown', report)} download className={LINK} data-testid="pnl-csv">
        Breakdown (CSV)
      </a>
      <a href={fileHref('fills', report)} download className={LINK} data-testid="fills-csv">
        Fills (CSV)
      </a>
    </>
  );
}

export function PnlHead({ span, onSpan, report, isReading, onRead }: PnlHeadProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-1 text-xs">
      <fieldset className="flex gap-1">
        <legend className="sr-only">Span of time</legend>
        {SPANS.map((each) => (
          <Button
            key={each}
            className={PRESSED}
            aria-pressed={each === span}
            title={ABOUT[each]}
            onClick={() => onSpan(each)}
          >
            {SPAN_NAMES[each]}
          </Button>
        ))}
      </fieldset>
      {report !== undefined && <Files report={report} />}
      <span className="ml-auto flex items-center gap-2 text-ink-faint">
        <span className="num" data-testid="pnl-read-at">
          {report === undefined ? 'not read yet' : `as of ${formatClock(report.to)} UTC`}
        </span>
        <Button isPending={isReading} onClick={onRead}>
          Read again
        </Button>
      </span>
    </div>
  );
}
