// A look at a ticket over /api: signed in, field by field, and no answer instead of an old one. Out: status and body.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';
import type { Session } from '#server/ports/auth-store.ts';
import type { ApiCall } from './api-answer.ts';
import { contextOf, NO_ENGINE } from './testing/api-scene.ts';
import { lookAtTicket } from './ticket.ts';

const SESSION: Session = {
  ...{ tokenHash: 'a'.repeat(64), operator: 'operator' },
  ...{ createdAt: 0, lastSeenAt: 0, expiresAt: 1e15 },
};
const QUERY = 'ticker=KX-1&purpose=enter&side=bid&price=4800&count=200&style=take';

function callWith(
  query: string,
  answer: TicketLook | null | 'no-answer',
  session: Session | null = SESSION,
): { readonly call: ApiCall; readonly asked: Ticket[] } {
  const asked: Ticket[] = [];
  const request = new IncomingMessage(new Socket());
  request.url = `/api/ticket?${query}`;
  const look = (ticket: Ticket) => {
    asked.push(ticket);
    return Promise.resolve(answer);
  };
  const context = contextOf({ engine: { ...NO_ENGINE, lookAtTicket: look } });
  const call = { context, request, path: '/api/ticket', body: null, session, address: '127.0.0.1' };
  return { call, asked };
}

describe('a look at a ticket', () => {
  test('I9 without a session the engine is not asked', async () => {
    const { call, asked } = callWith(QUERY, null, null);
    expect((await lookAtTicket(call)).status).toBe(401);
    expect(asked).toEqual([]);
  });

  test('the engine is asked about the very ticket, in whole numbers', async () => {
    const { call, asked } = callWith(QUERY, null);
    expect((await lookAtTicket(call)).status).toBe(404);
    expect(asked).toEqual([
      { ticker: 'KX-1', purpose: 'enter', side: 'bid', price: 4_800, count: 200, style: 'take' },
    ]);
  });

  test.each([
    ['price', QUERY.replace('4800', '10000')],
    ['count', QUERY.replace('200', '250')],
    ['side', QUERY.replace('bid', 'yes')],
    ['style', QUERY.replace('&style=take', '')],
  ])('a bad %s is named', async (field, query) => {
    const answer = await lookAtTicket(callWith(query, null).call);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  test('F73 an engine that does not answer gives no look', async () => {
    const answer = await lookAtTicket(callWith(QUERY, 'no-answer').call);
    expect(answer).toMatchObject({ status: 503, body: { ok: false, code: 'engine-down' } });
  });
});
