// What a ticket costs and pays at its limit, and what the model thinks of it: numbers of the server, none made here.
import { Stat } from '#components/ui/stat.tsx';
import { formatFee, formatSignedMoney } from '#lib/format/money.ts';
import { formatEdge, formatProbabilityCents } from '#lib/format/price.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';

export interface TicketTermsProps {
  /** Null before the first answer: every number is a dash. */
  readonly look: TicketLook | null;
  readonly isExit: boolean;
  /** The trade gains when NO comes. */
  readonly isOnNo: boolean;
  /** False greys: the numbers are of another moment or ticket. */
  readonly isCurrent: boolean;
}

/** Fair probability of the outcome the trade bets on, the scale of its breakeven. */
function fairOf(look: TicketLook | null, isOnNo: boolean): number | null {
  if (look?.fair == null) return null;
  return isOnNo ? 1 - look.fair : look.fair;
}

export function TicketTerms({ look, isExit, isOnNo, isCurrent }: TicketTermsProps) {
  const outcome = isOnNo ? 'NO' : 'YES';
  const edge = look?.edge ?? null;
  const edgeTone = edge === null || edge === 0 ? '' : edge > 0 ? 'text-gain' : 'text-loss';
  return (
    <div
      data-testid="ticket-terms"
      data-old={!isCurrent}
      className="grid grid-cols-3 gap-x-3 gap-y-1.5"
    >
      <Stat label={`Breakeven, P(${outcome})`}>
        <span data-testid="ticket-breakeven">{formatPercent(look?.breakeven ?? null, 2)}</span>
      </Stat>
      <Stat
        label={`Fair, P(${outcome})`}
        title={look?.fairReason || 'What we trade on: model and market, as in the ladder'}
      >
        <span data-testid="ticket-fair">{formatPercent(fairOf(look, isOnNo), 2)}</span>
      </Stat>
      <Stat label="Edge after fee, ¢" title="Believed, a contract, at this price">
        <span className={edgeTone} data-testid="ticket-edge">
          {formatEdge(edge)}
        </span>
      </Stat>
      <Stat label="Worst-case fee">
        <span data-testid="ticket-fee">{formatFee(look?.worstFeeMicro ?? null)}</span>
      </Stat>
      <Stat label={isExit ? 'Brings in' : `Net if ${outcome}`}>
        <span data-testid="ticket-right">{formatSignedMoney(look?.netIfRightMicro ?? null)}</span>
      </Stat>
      <Stat
        label={isExit ? 'Gives up if it wins' : 'Net if not'}
        {...(isExit ? { title: 'What holding on would pay beyond it, if what is sold wins' } : {})}
      >
        <span data-testid="ticket-wrong">{formatSignedMoney(look?.netIfWrongMicro ?? null)}</span>
      </Stat>
      <p className="col-span-3 text-2xs text-ink-faint">
        YES {formatProbabilityCents(look?.bid == null ? null : look.bid / 10_000)} /{' '}
        {formatProbabilityCents(look?.ask == null ? null : look.ask / 10_000)} ¢. Fill at the limit,
        fee rounded up contract by contract: no fill costs more.
      </p>
    </div>
  );
}
