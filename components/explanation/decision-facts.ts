// The trade and the record of a decision, as named facts. In: a shown decision. Out: names and text.

import { instantText } from '#components/ui/instant-text.ts';
import { outcomeOf } from '#lib/domain/side.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { MISSING } from '#lib/format/digits.ts';
import { formatEdge, formatPrice, formatProbabilityCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import { modelNote, type ShownCandidate, type ShownDecision } from './shown-decision.ts';

export interface TextFact {
  readonly name: string;
  readonly value: string;
}

const STYLE = {
  take: 'takes what rests in the book',
  make: 'rests as a quote',
} as const;

/** The trade that the gate would make if every check passed; empty when there is none. */
export function candidateFacts(candidate: ShownCandidate | null): readonly TextFact[] {
  if (candidate === null) return [];
  const { side, price, count, style } = candidate;
  const outcome = outcomeOf(side).toUpperCase();
  const unit = side === 'bid' ? price : 10_000 - price;
  return [
    {
      name: 'Candidate',
      value: `Buy ${formatContracts(count)} ${outcome} at ${formatPrice(unit)}`,
    },
    { name: 'Style', value: style === null ? MISSING : STYLE[style] },
    ...edgeFacts(candidate),
    { name: 'Fair, market ¢', value: fairAndMarket(candidate) },
  ];
}

/** Four figures that add up: fair value less price, less the fee, less what our own doubt takes off, is what is left. */
function edgeFacts({ rawEdge, edge, feePerContract }: ShownCandidate): readonly TextFact[] {
  const doubt = rawEdge === null || edge === null ? null : edge - rawEdge;
  const before = rawEdge === null || feePerContract === null ? null : rawEdge + feePerContract;
  const fee = feePerContract === null ? null : -feePerContract;
  return [
    { name: 'Edge before fee ¢', value: formatEdge(before) },
    { name: 'Fee ¢', value: formatEdge(fee) },
    { name: 'Doubt about our own fair value ¢', value: formatEdge(doubt) },
    { name: 'Edge after fee and doubt ¢', value: formatEdge(edge) },
  ];
}

function fairAndMarket({ fairProbability, marketProbability }: ShownCandidate): string {
  return `${formatProbabilityCents(fairProbability)}, ${formatProbabilityCents(marketProbability)}`;
}

/** What was to be sent; empty when nothing was, or when only the live row is known. */
export function intentFacts({ record }: Pick<ShownDecision, 'record'>): readonly TextFact[] {
  const intent = record?.intent ?? null;
  if (intent === null) return [];
  const { verb, outcome, price } = tradeWords(intent, intent.purpose);
  const force = intent.timeInForce === 'immediate_or_cancel' ? 'immediate or cancel' : 'rests';
  const marks = [
    force,
    ...(intent.postOnly ? ['post only'] : []),
    ...(intent.reduceOnly ? ['reduce only'] : []),
  ];
  return [
    {
      name: 'Intent',
      value: `${verb} ${formatContracts(intent.count)} ${outcome} at ${formatPrice(price)}`,
    },
    { name: 'How', value: marks.join(', ') },
    {
      name: 'Expires',
      value: intent.expiresAt === null ? 'at once' : instantText(intent.expiresAt),
    },
  ];
}

/** Ids and hashes: what a replay of the journal must reproduce. */
export function recordFacts(shown: ShownDecision): readonly TextFact[] {
  return [
    { name: 'Decision id', value: shown.id },
    { name: 'Market', value: shown.ticker },
    { name: 'Models', value: modelNote(shown.checks) ?? MISSING },
    {
      name: 'Event number',
      value: shown.record === null ? MISSING : String(shown.record.eventSeq),
    },
    { name: 'Input hash', value: shown.record?.inputHash ?? MISSING },
    { name: 'Decision hash', value: shown.hash },
  ];
}
