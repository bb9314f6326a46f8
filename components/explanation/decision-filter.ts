// What the list of decisions shows. In: the address. Out: a filter, and addresses and queries made of it.
import { SERIES, type Series } from '#lib/domain/market.ts';
import { DECISION_KINDS, type DecisionKind } from '#lib/wire/decisions-http.ts';

/** Null = all. Times are as they stand in the address: "2026-11-23T14:00", UTC. */
export interface DecisionFilter {
  readonly ticker: string | null;
  readonly series: Series | null;
  readonly kind: DecisionKind | null;
  readonly check: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string | null;
}

export const NO_FILTER: DecisionFilter = {
  ...{ ticker: null, series: null, kind: null, check: null },
  ...{ from: null, to: null, text: null },
};

const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;

/** Unix ms of a time as the address has it; null for anything else. */
function instantOf(text: string | null): number | null {
  if (text === null || !MINUTE.test(text)) return null;
  const at = Date.parse(`${text}Z`);
  return Number.isFinite(at) ? at : null;
}

/** Reads the address; what it does not know counts as not asked for. */
export function filterOf(address: Pick<URLSearchParams, 'get'>): DecisionFilter {
  const given = (name: string) => address.get(name)?.trim() || null;
  const time = (name: string) => (instantOf(given(name)) === null ? null : given(name));
  return {
    ticker: given('ticker'),
    series: SERIES.find((each) => each === given('series')) ?? null,
    kind: DECISION_KINDS.find((each) => each === given('kind')) ?? null,
    check: given('check'),
    from: time('from'),
    to: time('to'),
    text: given('text'),
  };
}

function searchOf(fields: Readonly<Record<string, string | null>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** The address of the list under a filter: what is not asked for is not in it. */
export function filterHref(filter: DecisionFilter): string {
  const search = searchOf({ ...filter }).toString();
  return search === '' ? '/decisions' : `/decisions?${search}`;
}

function msText(time: string | null): string | null {
  const at = instantOf(time);
  return at === null ? null : String(at);
}

/** The same for the gateway, times in Unix ms. */
export function filterQuery(filter: DecisionFilter, after: string | null): URLSearchParams {
  return searchOf({ ...filter, from: msText(filter.from), to: msText(filter.to), after });
}

/** Span of the filter for the offers. */
export function spanQuery({ from, to }: DecisionFilter): URLSearchParams {
  return searchOf({ from: msText(from), to: msText(to) });
}
