// Exchange status, schedule, freshness, series and the historical cut-off. In: calls. Out: answers.
// Source: kalshi-api §3.1, §3.2, §3.5.
import { isoText } from './fixed-point.ts';
import { answer, type Call, nested, type RestResponse } from './rest-call.ts';
import { seriesShape } from './rest-market-shapes.ts';
import { SHARDS } from './series.ts';

/** `GET /exchange/status`; the top level describes shard 0. */
export function getExchangeStatus({ venue }: Call): RestResponse {
  const active = !venue.switches.exchangePaused;
  const status = (shard: number): Record<string, boolean> => ({
    exchange_active: active,
    trading_active: active && !venue.switches.pausedShards.has(shard),
    intra_exchange_transfers_active: active,
  });
  return answer(200, {
    ...status(0),
    exchange_estimated_resume_time: null,
    exchange_index_statuses: SHARDS.map(({ index, description }) => ({
      exchange_index: index,
      description,
      ...status(index),
    })),
  });
}

/** `GET /exchange/schedule`: round the clock but for Thursday 03:00–05:00 Eastern. */
export function getExchangeSchedule(): RestResponse {
  const whole = [{ open_time: '00:00', close_time: '00:00' }];
  const thursday = [
    { open_time: '00:00', close_time: '03:00' },
    { open_time: '05:00', close_time: '00:00' },
  ];
  const hours = {
    start_time: '2026-01-01T00:00:00Z',
    end_time: '2030-01-01T00:00:00Z',
    monday: whole,
    tuesday: whole,
    wednesday: whole,
    thursday,
    friday: whole,
    saturday: whole,
    sunday: whole,
  };
  return answer(200, { schedule: { standard_hours: [hours], maintenance_windows: [] } });
}

/** `GET /exchange/user_data_timestamp`. */
export function getUserDataTimestamp({ asOfMs }: Call): RestResponse {
  return answer(200, { as_of_time: isoText(asOfMs) });
}

/** `GET /series` and `GET /series/{ticker}`. */
export function getSeriesList({ venue, query }: Call): RestResponse {
  const category = query.get('category');
  const list = [...venue.series.values()].filter(
    (series) => category === null || series.category === category,
  );
  return answer(200, { series: list.map(seriesShape) });
}
export function getSeries({ venue, params }: Call): RestResponse {
  const series = venue.series.get(params[0] ?? '');
  return series === undefined
    ? nested(404, 'not_found')
    : answer(200, { series: seriesShape(series) });
}

/** No fee change is ever scheduled here. */
export function getSeriesFeeChanges(): RestResponse {
  return answer(200, { series_fee_change_arr: [] });
}
export function getEventFeeChanges(): RestResponse {
  return answer(200, { event_fee_changes: [], cursor: '' });
}

/** How old a settled market is before it moves to the historical tier. */
const HISTORICAL_AFTER_MS = 60 * 86_400_000;

/** `GET /historical/cutoff`; this venue is younger than its cut-off, so the other historical lists are empty. */
export function getHistoricalCutoff({ nowMs }: Call): RestResponse {
  const cutoff = isoText(nowMs - HISTORICAL_AFTER_MS);
  return answer(200, {
    market_settled_ts: cutoff,
    trades_created_ts: cutoff,
    orders_updated_ts: isoText(nowMs - 14 * 86_400_000),
    market_positions_last_updated_ts: cutoff,
  });
}
