// The account's own administration: limits, endpoint costs, keys, transfers between shards. In: calls. Out: answers.
// Source: kalshi-api §1.3, §1.4, §1.6.
import { createPublicKey } from 'node:crypto';
import { registerKeyIn } from './accounts.ts';
import { moneyText, seconds } from './fixed-point.ts';
import { limitsOf } from './rate-limit.ts';
import { scopesOf } from './request-auth.ts';
import { decodeBody, parseObject } from './rest-body.ts';
import {
  answer,
  emptyAnswer,
  flatBadRequest,
  isReject,
  nested,
  type RestResponse,
  refused,
  type SignedCall,
} from './rest-call.ts';
import { isResponse, pageOf } from './rest-page.ts';
import { startTransfer } from './shard-transfer.ts';
import type { TransferRecord } from './venue.ts';

/** `GET /account/limits`. */
export function getLimits({ account }: SignedCall): RestResponse {
  return answer(200, { usage_tier: account.usageTier, ...limitsOf(account), grants: [] });
}

/** `GET /api_keys`. */
export function getKeys({ account }: SignedCall): RestResponse {
  const keys = account.keys.map((key) => ({
    api_key_id: key.keyId,
    name: key.name ?? '',
    scopes: scopesOf(key),
  }));
  return answer(200, { api_keys: keys });
}

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).type === 'public';
  } catch {
    return false;
  }
}

/** `POST /api_keys` {name, public_key, scopes?}. */
export function postKey(call: SignedCall): RestResponse {
  const fields = { name: 'string', public_key: 'string' } as const;
  const body = decodeBody(call.bodyText, { name: 'CreateApiKeyRequest', fields });
  if (!body.ok) return body.response;
  const { name, public_key: publicKeyPem = '' } = body.value;
  if (!isPublicKey(publicKeyPem)) return flatBadRequest('public_key is not a public key');
  const parsed = parseObject(call.bodyText);
  const asked = parsed.ok ? parsed.value['scopes'] : undefined;
  const scopes = Array.isArray(asked) ? asked.map(String) : undefined;
  const keyId = call.venue.entropy.uuid();
  registerKeyIn(call.venue, call.account, {
    keyId,
    publicKeyPem,
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
  });
  return answer(201, { api_key_id: keyId });
}

/** `DELETE /api_keys/{id}`. */
export function deleteKey(call: SignedCall): RestResponse {
  const keyId = call.params[0] ?? '';
  const at = call.account.keys.findIndex((key) => key.keyId === keyId);
  if (at < 0) return nested(404, 'not_found');
  call.account.keys.splice(at, 1);
  call.venue.keys.delete(keyId);
  return emptyAnswer();
}

const TRANSFER_STRUCT = {
  name: 'IntraExchangeInstanceTransferRequest',
  fields: {
    source: 'string',
    destination: 'string',
    amount: 'int64',
    source_exchange_shard: 'int64',
    destination_exchange_shard: 'int64',
    client_transfer_id: 'string',
  },
} as const;

/** `POST /portfolio/intra_exchange_instance_transfer`; the amount is whole centi-cents. */
export function postTransfer(call: SignedCall): RestResponse {
  const body = decodeBody(call.bodyText, TRANSFER_STRUCT);
  if (!body.ok) return body.response;
  const { source, destination, amount, client_transfer_id: clientTransferId } = body.value;
  if (source !== 'event_contract' || destination !== 'event_contract' || amount === undefined) {
    return flatBadRequest('source, destination and amount are required');
  }
  const terms = {
    fromShard: body.value.source_exchange_shard ?? 0,
    toShard: body.value.destination_exchange_shard ?? 0,
    amountMicro: amount * 100,
    ...(clientTransferId === undefined ? {} : { clientTransferId }),
  };
  const outcome = call.exchange.run(call.nowMs, () =>
    startTransfer(call.venue, call.account, terms),
  );
  return isReject(outcome) ? refused(outcome) : answer(200, { transfer_id: outcome.transferId });
}

function transferShape(transfer: TransferRecord): Record<string, unknown> {
  return {
    transfer_id: transfer.transferId,
    source: 'event_contract',
    destination: 'event_contract',
    source_exchange_shard: transfer.fromShard,
    destination_exchange_shard: transfer.toShard,
    amount: moneyText(transfer.amountMicro),
    status: transfer.status,
    created_ts: seconds(transfer.createdAtMs),
  };
}

/** `GET /portfolio/intra_exchange_instance_transfers`, newest first. */
export function getTransfers(call: SignedCall): RestResponse {
  const rows = [...call.account.transfers].reverse();
  const rule = { endpoint: 'GetTransfers', defaultLimit: 100, maxLimit: 500 };
  const page = pageOf(rows, { query: call.query, rule, keyOf: (row) => row.transferId });
  if (isResponse(page)) return page;
  return answer(200, { transfers: page.rows.map(transferShape), cursor: page.cursor });
}

/** `GET /portfolio/intra_exchange_instance_transfers/{id}`. */
export function getTransfer(call: SignedCall): RestResponse {
  const found = call.account.transfers.find((row) => row.transferId === call.params[0]);
  return found === undefined ? nested(404, 'not_found') : answer(200, transferShape(found));
}
