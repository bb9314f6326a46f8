// The gate's checklist, in the order a trader asks. In: gate input, candidate. Out: one result per check, all of them.
import type { Candidate, CheckResult } from '#lib/domain/verdict.ts';
import type { Check } from './check-result.ts';
import { accountability } from './checks/accountability.ts';
import { approvalQueue } from './checks/approval-queue.ts';
import { bookSide } from './checks/book-side.ts';
import { bookTwoSided } from './checks/book-two-sided.ts';
import { bookUncrossed } from './checks/book-uncrossed.ts';
import { calendarKnown } from './checks/calendar-known.ts';
import { calibrationStop } from './checks/calibration-stop.ts';
import { cash } from './checks/cash.ts';
import { clockSkew } from './checks/clock-skew.ts';
import { closeGuard } from './checks/close-guard.ts';
import { confidence } from './checks/confidence.ts';
import { contractBookLive } from './checks/contract-book-live.ts';
import { contractBurst } from './checks/contract-burst.ts';
import { contractFeedFresh } from './checks/contract-feed-fresh.ts';
import { contractRate } from './checks/contract-rate.ts';
import { dayLoss } from './checks/day-loss.ts';
import { dayLossGross } from './checks/day-loss-gross.ts';
import { disagreement } from './checks/disagreement.ts';
import { disk } from './checks/disk.ts';
import { drawdown } from './checks/drawdown.ts';
import { driftAlarm } from './checks/drift-alarm.ts';
import { duplicateExit } from './checks/duplicate-exit.ts';
import { edge } from './checks/edge.ts';
import { edgeSignificant } from './checks/edge-significant.ts';
import { eventExposure } from './checks/event-exposure.ts';
import { exchangeStatusFresh } from './checks/exchange-status-fresh.ts';
import { exchangeTrading } from './checks/exchange-trading.ts';
import { fairValueAvailable } from './checks/fair-value-available.ts';
import { feeKnown } from './checks/fee-known.ts';
import { forecastFresh } from './checks/forecast-fresh.ts';
import { forecastSane } from './checks/forecast-sane.ts';
import { forecastSource } from './checks/forecast-source.ts';
import { forecastSteady } from './checks/forecast-steady.ts';
import { indexFresh } from './checks/index-fresh.ts';
import { inputsInRange } from './checks/inputs-in-range.ts';
import { jump } from './checks/jump.ts';
import { knownPause } from './checks/known-pause.ts';
import { latencyHorizon } from './checks/latency-horizon.ts';
import { loopDelay } from './checks/loop-delay.ts';
import { lossStreak } from './checks/loss-streak.ts';
import { marketActive } from './checks/market-active.ts';
import { marketExposure } from './checks/market-exposure.ts';
import { marketPrior } from './checks/market-prior.ts';
import { membersAgree } from './checks/members-agree.ts';
import { modePermits } from './checks/mode-permits.ts';
import { nearCertainty } from './checks/near-certainty.ts';
import { notKilled } from './checks/not-killed.ts';
import { openGuard } from './checks/open-guard.ts';
import { operatorLeft } from './checks/operator-left.ts';
import { oppositePosition } from './checks/opposite-position.ts';
import { orderBurst } from './checks/order-burst.ts';
import { orderGroupReady } from './checks/order-group-ready.ts';
import { orderRate } from './checks/order-rate.ts';
import { orderSize } from './checks/order-size.ts';
import { orderStreamFresh } from './checks/order-stream-fresh.ts';
import { pendingApproval } from './checks/pending-approval.ts';
import { priceCollar } from './checks/price-collar.ts';
import { priceOnGrid } from './checks/price-on-grid.ts';
import { printsComplete } from './checks/prints-complete.ts';
import { quoteSpread } from './checks/quote-spread.ts';
import { reconciled } from './checks/reconciled.ts';
import { scheduledEvent } from './checks/scheduled-event.ts';
import { seriesExposure } from './checks/series-exposure.ts';
import { shardKnown } from './checks/shard-known.ts';
import { spotBookLive } from './checks/spot-book-live.ts';
import { spotFeedFresh } from './checks/spot-feed-fresh.ts';
import { spotOnline } from './checks/spot-online.ts';
import { stake } from './checks/stake.ts';
import { storeHealthy } from './checks/store-healthy.ts';
import { strikeSet } from './checks/strike-set.ts';
import { totalExposure } from './checks/total-exposure.ts';
import { tradingArmed } from './checks/trading-armed.ts';
import { unknownAnywhere } from './checks/unknown-anywhere.ts';
import { unknownOrder } from './checks/unknown-order.ts';
import { watchdogAlive } from './checks/watchdog-alive.ts';
import { workingOrder } from './checks/working-order.ts';
import type { GateInput } from './gate-input.ts';

/** Permission, market, data, host, model, price, risk, orders. */
export const CHECKS: readonly Check[] = [
  notKilled,
  tradingArmed,
  modePermits,
  reconciled,
  orderGroupReady,
  marketActive,
  exchangeTrading,
  exchangeStatusFresh,
  knownPause,
  calendarKnown,
  scheduledEvent,
  openGuard,
  closeGuard,
  strikeSet,
  feeKnown,
  shardKnown,
  spotOnline,
  spotBookLive,
  spotFeedFresh,
  indexFresh,
  printsComplete,
  contractBookLive,
  contractFeedFresh,
  orderStreamFresh,
  clockSkew,
  storeHealthy,
  loopDelay,
  watchdogAlive,
  disk,
  forecastFresh,
  forecastSane,
  forecastSource,
  membersAgree,
  forecastSteady,
  jump,
  inputsInRange,
  driftAlarm,
  calibrationStop,
  fairValueAvailable,
  confidence,
  marketPrior,
  bookTwoSided,
  bookUncrossed,
  bookSide,
  priceOnGrid,
  priceCollar,
  edge,
  edgeSignificant,
  disagreement,
  nearCertainty,
  latencyHorizon,
  quoteSpread,
  stake,
  orderSize,
  marketExposure,
  eventExposure,
  seriesExposure,
  totalExposure,
  accountability,
  cash,
  dayLoss,
  dayLossGross,
  drawdown,
  lossStreak,
  orderBurst,
  orderRate,
  contractBurst,
  contractRate,
  operatorLeft,
  pendingApproval,
  approvalQueue,
  unknownOrder,
  unknownAnywhere,
  workingOrder,
  oppositePosition,
  duplicateExit,
];

/** Runs every check; none is skipped because another failed. */
export function runChecks(input: GateInput, candidate: Candidate | null): readonly CheckResult[] {
  return CHECKS.map((check) => check(input, candidate));
}
