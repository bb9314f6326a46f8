// One brand per kind of identifier, so that an order id never passes for a trade id.
import type { Brand } from '../brand.ts';
import { assertCondition } from '../check.ts';

export type MarketTicker = Brand<string, 'MarketTicker'>;
export type EventTicker = Brand<string, 'EventTicker'>;
export type ClientOrderId = Brand<string, 'ClientOrderId'>;
export type VenueOrderId = Brand<string, 'VenueOrderId'>;
export type OrderGroupId = Brand<string, 'OrderGroupId'>;
export type TradeId = Brand<string, 'TradeId'>;
export type DecisionId = Brand<string, 'DecisionId'>;
export type ApprovalId = Brand<string, 'ApprovalId'>;
export type CommandId = Brand<string, 'CommandId'>;
export type Sha256 = Brand<string, 'Sha256'>;

function nonEmpty(value: string, name: string): string {
  if (!(value.length > 0 && value.length <= 128))
    assertCondition(false, `${name} must have 1…128 characters`);
  return value;
}

/** A venue market ticker such as KXBTCD-26OCT0616-T84899.99. */
export function marketTicker(value: string): MarketTicker {
  return nonEmpty(value, 'market ticker') as MarketTicker;
}
/** A venue event ticker such as KXBTCD-26OCT0616. */
export function eventTicker(value: string): EventTicker {
  return nonEmpty(value, 'event ticker') as EventTicker;
}
/** Our own order id, unique for ever (the venue may never let one be reused). */
export function clientOrderId(value: string): ClientOrderId {
  return nonEmpty(value, 'client order id') as ClientOrderId;
}
/** The venue's order id. */
export function venueOrderId(value: string): VenueOrderId {
  return nonEmpty(value, 'venue order id') as VenueOrderId;
}
/** The venue's order group id. */
export function orderGroupId(value: string): OrderGroupId {
  return nonEmpty(value, 'order group id') as OrderGroupId;
}
/** The venue's trade id (= fill id). */
export function tradeId(value: string): TradeId {
  return nonEmpty(value, 'trade id') as TradeId;
}
/** Our decision id. */
export function decisionId(value: string): DecisionId {
  return nonEmpty(value, 'decision id') as DecisionId;
}
/** Our approval id. */
export function approvalId(value: string): ApprovalId {
  return nonEmpty(value, 'approval id') as ApprovalId;
}
/** The id of one operator command. */
export function commandId(value: string): CommandId {
  return nonEmpty(value, 'command id') as CommandId;
}
/** A SHA-256 in hex. */
export function sha256Hex(value: string): Sha256 {
  if (!/^[0-9a-f]{64}$/.test(value)) assertCondition(false, `"${value}" is not a SHA-256 in hex`);
  return value as Sha256;
}
