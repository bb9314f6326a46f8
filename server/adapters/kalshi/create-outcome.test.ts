// What a create's ending means: accepted, definitely refused, or unknown. Nothing in between.
import { describe, expect, it } from 'vitest';
import { clientOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { judgeCreate } from './create-outcome.ts';

const ID = clientOrderId('bb000000-0000-4000-8000-000000000001');
const ACCEPTED = {
  order_id: 'aa000000-0000-4000-8000-000000000001',
  client_order_id: ID,
  fill_count: '4.00',
  remaining_count: '0.00',
  ts_ms: 1_794_000_000_123,
};

function reply(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const at = wallMs(1_794_000_000_000);
  return { kind: 'reply', status, text, venueDateMs: null, sentAt: at, receivedAt: at } as const;
}
function refusal(code: string) {
  return { error: { code, message: code } };
}

describe('judgeCreate', () => {
  it('F28 a 201 is accepted with its counts, and remaining 0 is told apart from a fill', () => {
    expect(judgeCreate(ID, reply(201, ACCEPTED))).toEqual({
      kind: 'order-accepted',
      clientOrderId: ID,
      venueOrderId: ACCEPTED.order_id,
      filled: 400,
      remaining: 0,
      venueAt: 1_794_000_000_123,
    });
  });

  it.each([
    ['F29 a lost connection', { kind: 'lost', reason: 'connection failed ECONNRESET' }],
    ['F29 408', reply(408, refusal('timeout'))],
    ['F29 500', reply(500, refusal('internal_server_error'))],
    ['F29 an edge 503 page', reply(503, '<html>')],
    ['F29 504', reply(504, '')],
    ['a redirect', reply(307, '')],
    ['F39 a 201 that does not parse', reply(201, '{"order_id":')],
    ['F39 a 201 without counts', reply(201, { order_id: 'x' })],
    ['F39 a 201 with numbers for strings', reply(201, { ...ACCEPTED, fill_count: 4 })],
    ['a 201 that names another client id', reply(201, { ...ACCEPTED, client_order_id: 'other' })],
    ['the engine’s own "outcome unknown"', reply(400, refusal('exchange_unavailable'))],
  ] as const)('%s is unknown', (_name, outcome) => {
    expect(judgeCreate(ID, outcome)).toMatchObject({ kind: 'order-unknown', clientOrderId: ID });
  });

  it('F31 a 409 is unknown and says duplicate, so that the caller adopts the order', () => {
    const report = judgeCreate(ID, reply(409, refusal('order_already_exists')));
    expect(report).toMatchObject({ kind: 'order-unknown' });
    expect(JSON.stringify(report)).toContain('duplicate');
  });

  it.each([
    [400, refusal('invalid_price'), 'invalid_price'],
    [400, { code: 'bad_request', message: 'bad request' }, 'bad_request'],
    [400, { msg: 'Parameter validation failed' }, 'invalid_parameters'],
    [401, refusal('authentication_error'), 'authentication_error'],
    [403, 'Forbidden', 'http_403'],
    [404, refusal('not_found'), 'not_found'],
    [410, refusal('deprecated_v1_order_endpoint'), 'deprecated_v1_order_endpoint'],
    [429, { error: 'too many requests' }, 'rate_limited'],
  ])('F33 F34 F122 %i %j is a definite rejection', (status, body, code) => {
    expect(judgeCreate(ID, reply(status, body))).toMatchObject({
      kind: 'order-rejected',
      httpStatus: status,
      code,
    });
  });

  it('F34 what our own limiter held back was never sent and is a definite rejection', () => {
    expect(
      judgeCreate(ID, { kind: 'not-sent', because: 'rate', reason: 'no tokens' }),
    ).toMatchObject({
      kind: 'order-rejected',
      code: 'local_rate_limit',
    });
  });
});
