// What became of a decision: how its market settled, what it would have earned taken or skipped, its offer, its orders.
'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Fact, Facts } from '#components/ui/facts.tsx';
import { earnedMicro } from '#lib/domain/hindsight.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatSignedMoney } from '#lib/format/money.ts';
import type { DecidedOrder, OutcomeReply } from '#lib/wire/decisions-http.ts';
import { fetchOutcome } from './decisions-api.ts';
import {
  directionOf,
  missingText,
  offerText,
  perContractText,
  resultText,
  TONE,
  wholeText,
} from './hindsight-view.ts';

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

/** A result comes with the settlement: looked for again while it is not there. */
const AGAIN_MS = 30_000;

function OrderLine({ order, reply }: { order: DecidedOrder; reply: OutcomeReply }) {
  const filled = order.fills.reduce((sum, fill) => sum + fill.count, 0);
  const earned = earnedMicro(order.fills, reply.line.settled);
  return (
    <span className="block">
      <a href={`/orders?order=${encodeURIComponent(order.clientOrderId)}`} className={LINK}>
        {order.purpose} {order.state.replaceAll('_', ' ')}
      </a>
      , filled {formatContracts(filled)}, net of fees {formatSignedMoney(earned)}
    </span>
  );
}

/** An exit is compared with holding on, an entry with staying out. */
function takenFacts({ line }: OutcomeReply): readonly Fact[] {
  const missing = missingText(line);
  if (missing !== null) return [{ name: 'If taken', value: missing }];
  const tone = TONE[directionOf(line) ?? 'none'];
  const isExit = line.trade?.purpose === 'exit';
  const note = line.trade?.style === 'make' ? ', had the quote filled whole' : '';
  return [
    {
      name: isExit ? 'If left then' : 'If taken',
      value: (
        <span data-testid="if-taken" className={tone}>
          {perContractText(line)} ¢ a contract, {wholeText(line)} at the decided size{note}
        </span>
      ),
    },
    {
      name: isExit ? 'If held on' : 'If skipped',
      value: isExit ? '$0.00: the measure of leaving is holding on' : '$0.00, and nothing at risk',
    },
  ];
}

function factsOf(reply: OutcomeReply): readonly Fact[] {
  const { line, orders } = reply;
  return [
    { name: 'Market settled', value: resultText(line.settled) },
    ...takenFacts(reply),
    { name: 'Offer', value: line.offer === null ? 'none was raised' : offerText(line.offer) },
    {
      name: 'Orders',
      value:
        orders.length === 0
          ? 'none was sent'
          : orders.map((order) => (
              <OrderLine key={order.clientOrderId} order={order} reply={reply} />
            )),
    },
  ];
}

function Note({ children }: { children: ReactNode }) {
  return <p className="p-2 text-xs text-ink-faint">{children}</p>;
}

export function DecisionOutcome({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['decision-outcome', id],
    queryFn: async () => {
      const reply = await fetchOutcome(id);
      if (!reply.ok) throw new Error(reply.text);
      return reply;
    },
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.data.line.settled === null ? AGAIN_MS : false,
  });
  return (
    <section
      aria-label="What became of it"
      data-testid="decision-outcome"
      className="min-w-0 border border-line bg-surface"
    >
      <h2 className="border-b border-line px-2 py-1 text-xs font-semibold text-ink-soft">
        What became of it
      </h2>
      <div className="min-h-24">
        {query.isPending && <Note>Reading what became of it…</Note>}
        {query.isError && (
          <Note>
            <span role="alert">{query.error.message}</span>
          </Note>
        )}
        {query.isSuccess && <Facts facts={factsOf(query.data)} />}
      </div>
    </section>
  );
}
