// Order groups, the exchange-side stop: trigger, refusal, reset, the limit's own trigger, the shard they live on.
import { z } from 'zod';
import { untilStatus } from '../account.ts';
import { type Answer, bodyOf, sayAnswer } from '../answer.ts';
import type { Bench } from '../bench.ts';
import { judged, notTestable } from '../finding.ts';
import { NO_MARKET, type Quote, type Scenario } from '../scenario.ts';

const GROUPS = '/portfolio/order_groups';

const groupReply = z.object({ order_group_id: z.string(), exchange_index: z.int().optional() });

interface Group {
  readonly id: string;
  readonly shard: number;
}

async function makeGroup(
  bench: Bench,
  body: { readonly contracts_limit: number; readonly exchange_index?: number },
): Promise<{ readonly answer: Answer; readonly group: Group | null }> {
  const answer = await bench.send('create a group', {
    method: 'POST',
    path: `${GROUPS}/create`,
    body,
  });
  const read = groupReply.safeParse(answer.status === 201 ? bodyOf(answer) : null);
  if (!read.success) return { answer, group: null };
  const group = { id: read.data.order_group_id, shard: read.data.exchange_index ?? 0 };
  bench.keepGroup(group.id, group.shard);
  return { answer, group };
}

function change(bench: Bench, group: Group, verb: 'trigger' | 'reset'): Promise<Answer> {
  return bench.send(`${verb} the group`, {
    method: 'PUT',
    path: `${GROUPS}/${group.id}/${verb}`,
    query: { exchange_index: group.shard },
    body: {},
    urgent: verb === 'trigger',
  });
}

function restIn(bench: Bench, { ticker, lowest }: Quote, group: Group) {
  return bench.create('a resting bid in the group', {
    ticker,
    side: 'bid',
    price: lowest,
    group: group.id,
  });
}

const trigger: Scenario = {
  id: 'group-trigger',
  title:
    'a triggered group cancels its orders, refuses new ones, and takes them again after a reset',
  section: '§4.4',
  doubts: [6],
  expected:
    'trigger 200 and the order canceled; a create naming it refused with 4xx; reset 200 and a create taken',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const { answer, group } = await makeGroup(bench, {
      contracts_limit: 10,
      exchange_index: bench.shard,
    });
    if (group === null) return judged(false, `no group: ${sayAnswer(answer)}`);
    const rest = await restIn(bench, market, group);
    if (rest.placed === null) return judged(false, `no order in it: ${sayAnswer(rest.answer)}`);
    const triggered = await change(bench, group, 'trigger');
    const goneMs = await untilStatus(bench, rest.placed, { status: 'canceled', withinMs: 5_000 });
    const refused = await restIn(bench, market, group);
    const reset = await change(bench, group, 'reset');
    const after = await restIn(bench, market, group);
    for (const { placed } of [refused, after])
      if (placed !== null) await bench.cancel('cancel', placed);
    const { status } = refused.answer;
    const isRefused = status !== null && status >= 400 && status < 500;
    return judged(
      triggered.status === 200 && goneMs !== null && isRefused && after.placed !== null,
      `trigger ${sayAnswer(triggered)}, order ${goneMs === null ? 'still resting' : `canceled after ${goneMs} ms`}; create ${sayAnswer(refused.answer)}; reset ${sayAnswer(reset)}; create ${sayAnswer(after.answer)}`,
    );
  },
};

const shard: Scenario = {
  id: 'group-shard',
  title: 'a group made without a shard, and triggered on the wrong one',
  section: '§1.6, §4.4',
  doubts: [14],
  expected: 'it stands on shard 0; a trigger on the shard of the BTC markets does not find it',
  async run({ bench }) {
    const { answer, group } = await makeGroup(bench, { contracts_limit: 10 });
    if (group === null) return judged(false, sayAnswer(answer));
    if (bench.shard === 0) return notTestable('the BTC markets are on shard 0 here');
    const wrong = await change(bench, { ...group, shard: bench.shard }, 'trigger');
    return judged(
      group.shard === 0 && wrong.status === 404,
      `made on shard ${group.shard}; trigger on shard ${bench.shard}: ${sayAnswer(wrong)}`,
    );
  },
};

const limit: Scenario = {
  id: 'group-limit',
  title: 'a limit of one contract: does the first contract trigger, or the second',
  section: '§4.4',
  doubts: [6],
  expected: 'one contract does not trigger (the sum must exceed the limit), the second does',
  async run({ bench, quote }) {
    const { group, answer } = await makeGroup(bench, {
      contracts_limit: 1,
      exchange_index: bench.shard,
    });
    if (group === null) return judged(false, sayAnswer(answer));
    const taken: boolean[] = [];
    for (let fills = 1; fills <= 2; fills++) {
      const market = await quote();
      if (market === null) return notTestable(NO_MARKET);
      const { ticker, ask } = market;
      const buy = await bench.create(`contract ${fills}`, {
        ticker,
        side: 'bid',
        price: ask,
        group: group.id,
        timeInForce: 'immediate_or_cancel',
      });
      if (buy.placed?.filled !== 100)
        return taken.length > 0 && buy.placed === null
          ? judged(false, `the first contract triggered it: ${sayAnswer(buy.answer)}`)
          : notTestable(`it did not fill: ${sayAnswer(buy.answer)}`);
      await bench.pause(500);
      const probe = await restIn(bench, market, group);
      if (probe.placed !== null) await bench.cancel('cancel', probe.placed);
      taken.push(probe.placed !== null);
    }
    const [first, second] = taken;
    return judged(
      first === true && second === false,
      `after one contract the group ${first ? 'takes' : 'refuses'} orders, after two it ${second ? 'takes' : 'refuses'} them`,
    );
  },
};

export const GROUP_SCENARIOS: readonly Scenario[] = [trigger, shard, limit];
