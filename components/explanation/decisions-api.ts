// The gateway's /api/decisions and /api/offers as functions. In: plain values. Out: its JSON replies, or why there is none.
import { type Answer, getApi } from '#components/live/api-client.ts';
import type { DecisionListReply, OfferListReply, OutcomeReply } from '#lib/wire/decisions-http.ts';
import { type DecisionFilter, filterQuery, spanQuery } from './decision-filter.ts';

/** One page of a search, after a decision of the page before. */
export function fetchDecisions(
  filter: DecisionFilter,
  after: string | null,
): Promise<Answer<DecisionListReply>> {
  return getApi(`/api/decisions?${filterQuery(filter, after)}`);
}

/** The whole search as a file. */
export function csvHref(filter: DecisionFilter): string {
  return `/api/decisions.csv?${filterQuery(filter, null)}`;
}

/** What became of one decision. */
export function fetchOutcome(id: string): Promise<Answer<OutcomeReply>> {
  return getApi(`/api/decisions/${encodeURIComponent(id)}/outcome`);
}

/** Offers raised in the filter's span. */
export function fetchOffers(filter: DecisionFilter): Promise<Answer<OfferListReply>> {
  return getApi(`/api/offers?${spanQuery(filter)}`);
}
