// The filter in the address: what is written there comes back the same, and what makes no sense is not asked for.
import { expect, test } from 'vitest';
import {
  type DecisionFilter,
  filterHref,
  filterOf,
  filterQuery,
  NO_FILTER,
} from './decision-filter.ts';

test('a filter in an address that is passed on comes back whole', () => {
  const filter: DecisionFilter = {
    ...{ ticker: 'KXBTCD-26NOV2217-T84899.99', series: 'KXBTCD', kind: 'vetoed' },
    ...{ check: 'edge', from: '2026-11-23T14:00', to: '2026-11-23T15:30', text: 'd-1' },
  };
  const href = filterHref(filter);
  expect(filterOf(new URL(href, 'http://console').searchParams)).toEqual(filter);
  expect(Object.fromEntries(filterQuery(filter, 'd-9'))).toMatchObject({
    ...{ from: '1795442400000', to: '1795447800000', after: 'd-9', kind: 'vetoed' },
  });
});

test('what no filter knows is not asked for, and no filter is the bare list', () => {
  const address = new URLSearchParams('kind=maybe&series=KXETH&from=now&text=+');
  expect(filterOf(address)).toEqual(NO_FILTER);
  expect(filterHref(NO_FILTER)).toBe('/decisions');
  expect(filterQuery(NO_FILTER, null).toString()).toBe('');
});
