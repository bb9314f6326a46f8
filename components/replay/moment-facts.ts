// A past moment as named facts. In: a frame. Out: lists of name and text by section; ages are those of the moment, not of now.
import { outcomeOf } from '#lib/domain/side.ts';
import { formatContracts, formatPosition, formatSize } from '#lib/format/contracts.ts';
import { MISSING } from '#lib/format/digits.ts';
import { formatAge, formatClock } from '#lib/format/duration.ts';
import { formatMoney, formatSignedMoney } from '#lib/format/money.ts';
import { formatCents, formatEdge, formatPrice, formatProbabilityCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import { formatUsd, formatUsdDifference } from '#lib/format/usd.ts';
import type { MomentFrame } from '#lib/wire/moment-http.ts';

export interface MomentFact {
  readonly name: string;
  readonly value: string;
}

/** How old something was at the moment: the one asked for, which may lie behind the last event. */
function ageAt(frame: MomentFrame, at: number | null): string {
  return at === null ? 'never heard' : `${formatAge(Math.max(frame.at, frame.eventAt) - at)} old`;
}

export function statusFacts({ status }: MomentFrame): readonly MomentFact[] {
  const why = status.tradingReason === null ? '' : `: ${status.tradingReason}`;
  return [
    { name: 'Trading', value: `${status.trading}${why}` },
    { name: 'Kill', value: status.kill === null ? 'none latched' : status.kill.reason },
    {
      name: 'Books',
      value: status.reconciled
        ? 'agreed with the exchange'
        : status.drift.join('; ') || 'did not agree',
    },
    { name: 'Equity', value: formatMoney(status.equityMicro) },
    { name: 'Day P&L', value: formatSignedMoney(status.dayPnlMicro) },
    { name: 'At risk', value: formatMoney(status.openRiskMicro) },
  ];
}

export function feedFacts(frame: MomentFrame): readonly MomentFact[] {
  return frame.feeds.map(({ label, state, detail, lastAt }) => ({
    name: label,
    value: `${state}, ${ageAt(frame, lastAt)}${detail === '' ? '' : `, ${detail}`}`,
  }));
}

export function spotFacts(frame: MomentFrame): readonly MomentFact[] {
  const { spot } = frame;
  if (spot === null) return [];
  return [
    { name: 'Kraken mid', value: formatUsd(spot.midUsd) },
    {
      name: 'Bid, ask',
      value: `${formatUsd(spot.bidUsd)}, ${formatUsd(spot.askUsd)}; ${ageAt(frame, spot.bookAt)}`,
    },
    { name: 'BRTI', value: `${formatUsd(spot.indexUsd)}; ${ageAt(frame, spot.indexAt)}` },
    { name: 'BRTI − Kraken', value: formatUsdDifference(spot.basisUsd) },
  ];
}

export function bookFacts(frame: MomentFrame): readonly MomentFact[] {
  const { ladder, book } = frame;
  if (ladder === null || book === null) return [];
  const state = ladder.book === 'live' ? '' : ` (${ladder.book}: ${ladder.bookDetail})`;
  const side = (levels: typeof book.bids) =>
    levels.length === 0
      ? 'empty'
      : levels.map(({ price, size }) => `${formatPrice(price)} × ${formatSize(size)}`).join(' · ');
  return [
    { name: 'Age', value: `${ageAt(frame, book.at)}${state}` },
    { name: 'Asks, best first', value: side(book.asks) },
    { name: 'Bids, best first', value: side(book.bids) },
    { name: 'Last trade', value: formatPrice(ladder.last) },
    { name: 'Closes', value: `${formatClock(ladder.closeAt)} UTC` },
  ];
}

export function fairFacts({ ladder, decision }: MomentFrame): readonly MomentFact[] {
  if (ladder === null || ladder.fair === null) return [];
  const { fair, fairLow, fairHigh, confidence, signal, edge, edgeSide } = ladder;
  const views = signal?.views ?? null;
  const said = (value: number | null | undefined) => formatProbabilityCents(value ?? null);
  return [
    {
      name: 'Fair value ¢',
      value: `${said(fair)} (80 %: ${said(fairLow)} to ${said(fairHigh)})`,
    },
    { name: 'Tree, sequence ¢', value: `${said(views?.tree)}, ${said(views?.sequence)}` },
    {
      name: 'Combined, calibrated ¢',
      value: `${said(views?.combined)}, ${said(views?.calibrated)}`,
    },
    { name: 'Market mid ¢', value: said(views?.market) },
    { name: 'Confidence %', value: said(confidence) },
    {
      name: 'Edge after fee ¢',
      value: edge === null ? MISSING : `${formatEdge(edge)}, ${outcomeOf(edgeSide ?? 'bid')}`,
    },
    { name: 'Would flip', value: decision?.explanation?.counterfactual ?? MISSING },
  ];
}

export function forecastFacts({ forecast, status }: MomentFrame): readonly MomentFact[] {
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;
  const model =
    status.forecastModel === null
      ? []
      : [{ name: 'Forecast by', value: status.forecastFallback ?? status.forecastModel }];
  return [
    ...model,
    ...forecast.map(({ minutes, volAnnual, members }) => ({
      name: `${minutes} min ahead`,
      value: `${percent(volAnnual)} a year; ${members.map((each) => `${each.id} ${percent(each.volAnnual)}`).join(', ')}`,
    })),
  ];
}

export function moneyFacts({ position, orders, offers }: MomentFrame): readonly MomentFact[] {
  return [
    {
      name: 'Position',
      value: position === null ? 'none in this market' : formatPosition(position.contracts),
    },
    ...orders.map((order) => {
      const { verb, outcome, price } = tradeWords(order, order.purpose);
      return {
        name: `Order ${order.state.replaceAll('_', ' ')}`,
        value: `${verb} ${formatContracts(order.count)} ${outcome} at ${formatPrice(price)}, filled ${formatContracts(order.filled)} (${order.clientOrderId})`,
      };
    }),
    ...offers.map((offer) => ({
      name: `Offer ${offer.state}`,
      value: `${formatContracts(offer.count)} ${outcomeOf(offer.side).toUpperCase()}, YES at ${formatCents(offer.limitPrice)} ¢ at worst`,
    })),
  ];
}
