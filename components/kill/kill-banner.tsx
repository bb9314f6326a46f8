// The latched kill across the whole width: what still rests and what is still held first, then who, why and how; and the way out.
'use client';
import { type ReactNode, useState } from 'react';
import { type DeskStatus, useDeskStatus, useLinkHealth } from '#components/live/desk-status.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { Button } from '#components/ui/button.tsx';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { Later } from '#components/ui/later.tsx';
import { formatClock } from '#lib/format/duration.ts';
import { type KillFacts, killFacts, lossText, sizeText } from './kill-facts.ts';
import { KillTrail } from './kill-trail.tsx';
import type { ReleaseDialogProps } from './release-dialog.tsx';

export interface KillBannerProps {
  /** The button that closes one position by its ticker, or all with null. */
  readonly close: (ticker: string | null) => ReactNode;
  readonly passwordForm: ReleaseDialogProps['passwordForm'];
}

/** Fetched as soon as a kill is on screen, not when Release is pressed. */
const loadRelease = () => import('./release-dialog.tsx');

function useKillFacts(status: DeskStatus): KillFacts {
  const orders = useTopic('orders');
  const positions = useTopic('positions');
  const isUp = useLinkHealth() === 'up';
  return killFacts({
    kill: status.kill,
    orders: orders.kind === 'ready' ? orders.rows : null,
    positions: positions.kind === 'ready' ? positions.rows : null,
    isKnown: isUp && status.isAccountRead && status.reconciled,
  });
}

interface HeldTextProps {
  readonly row: KillFacts['held'][number];
  readonly isLast: boolean;
}

function HeldText({ row, isLast }: HeldTextProps) {
  const market = useMarketTitle(row.ticker, row.title);
  return (
    <span className="mr-1.5" data-testid="kill-held">
      {sizeText(row)} {market}, {lossText(row)}
      {isLast ? '.' : ' ·'}
    </span>
  );
}

/** State, orders, positions: read before anything else. */
function Left({ facts }: { readonly facts: KillFacts }) {
  const { headline, orders, confirmed, open, held } = facts;
  return (
    <strong className="mr-3 text-xs leading-[14px]">
      <span data-testid="kill-headline" role="alert" className="uppercase">
        {headline}
      </span>
      .{' '}
      <span data-testid="kill-confirmed">
        {orders}
        {orders !== null && confirmed !== null && ' '}
        {confirmed !== null && `(${confirmed})`}
        {orders !== null && '.'}
      </span>{' '}
      {open !== null && (
        <span data-testid="kill-open">
          <span className="uppercase">{open}</span>
          {held.length === 0 ? '.' : ' '}
          {held.map((row, place) => (
            <HeldText key={row.ticker} row={row} isLast={place === held.length - 1} />
          ))}
        </span>
      )}
    </strong>
  );
}

function Banner({
  status,
  close,
  passwordForm,
}: KillBannerProps & { readonly status: DeskStatus }) {
  const [isAsking, setAsking] = useState(false);
  const facts = useKillFacts(status);
  const { kill } = status;
  const closable = facts.held.filter((row) => row.state === 'open');
  return (
    <section
      data-testid="kill-banner"
      aria-label="Trading is killed"
      className="kill-line flex min-h-0 items-center gap-3 bg-severity-critical-ground px-3 text-on-strong max-md:flex-col max-md:items-stretch max-md:gap-0.5"
    >
      <div
        {...BY_KEYBOARD}
        className="max-h-full min-h-0 flex-1 overflow-y-auto text-2xs [align-content:safe_center]"
      >
        <Left facts={facts} />
        {kill !== null && (
          <>
            <KillTrail kill={kill} />{' '}
            <span className="ml-2">
              Killed {formatClock(kill.at)} UTC by {kill.by}: {kill.reason}
            </span>
          </>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-2 max-md:justify-end">
        {closable.length > 0 && (
          <span className="flex items-center gap-1 rounded-sm bg-surface px-0.5 text-ink">
            {close(closable.length === 1 ? (closable[0]?.ticker ?? null) : null)}
          </span>
        )}
        <Button
          data-testid="release-open"
          className="shrink-0 border-on-strong bg-transparent text-on-strong hover:bg-on-strong hover:text-severity-critical-ground"
          onClick={() => setAsking(true)}
        >
          Release…
        </Button>
      </div>
      <Later load={loadRelease}>
        {({ ReleaseDialog }) => (
          <ReleaseDialog
            isOpen={isAsking}
            onClose={() => setAsking(false)}
            passwordForm={passwordForm}
          />
        )}
      </Later>
    </section>
  );
}

/** Takes the height it is given; what does not fit scrolls inside. */
export function KillBanner(props: KillBannerProps) {
  const status = useDeskStatus();
  return status?.trading === 'killed' ? <Banner {...props} status={status} /> : null;
}
