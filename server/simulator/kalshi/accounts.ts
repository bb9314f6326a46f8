// Members of the venue: opening, funding, keys. In: definitions. Out: accounts in the venue.
import { assertCondition } from '#lib/check.ts';
import type { AccountDefinition, KeyDefinition } from './account-shapes.ts';
import { recordCash } from './holding.ts';
import { cashPocket, OUTSIDE } from './ledger.ts';
import { SHARDS } from './series.ts';
import type { Account, Venue } from './venue.ts';

/** Opens an account with cash per shard; throws on a duplicate id. */
export function openAccountIn(venue: Venue, definition: AccountDefinition): void {
  if (venue.accounts.has(definition.id))
    assertCondition(false, `account ${definition.id} exists already`);
  const account: Account = {
    id: definition.id,
    userId: venue.entropy.uuid(),
    kind: definition.kind,
    usageTier: definition.usageTier ?? 'basic',
    shards: new Set(SHARDS.map(({ index }) => index)),
    holdings: new Map(),
    clientOrderIds: new Set(),
    orders: [],
    fills: [],
    settlements: [],
    transfers: [],
    keys: [],
    cashHistory: new Map(),
    shadowUntilMs: 0,
  };
  venue.accounts.set(account.id, account);
  for (const [shard, micro] of Object.entries(definition.cashMicroByShard)) {
    assertCondition(micro >= 0 && micro % 100 === 0, 'opening cash is in steps of $0.0001');
    venue.ledger.move(OUTSIDE, cashPocket(account.id, Number(shard)), micro);
  }
  for (const shard of account.shards) recordCash(venue, account, shard);
}

/** Registers an API key; throws when the id is taken. */
export function registerKeyIn(venue: Venue, account: Account, key: KeyDefinition): void {
  assertCondition(account.kind === 'api', 'only API accounts have keys');
  if (venue.keys.has(key.keyId)) assertCondition(false, `key ${key.keyId} exists already`);
  account.keys.push(key);
  venue.keys.set(key.keyId, { account, key });
}
