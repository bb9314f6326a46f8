// What a replay does where the engine would reach outside. In: an effect. Out: the events that come back, if any.
import type { ModelRequest } from '#lib/domain/forecast.ts';
import type { Order } from '#lib/domain/order.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import { assertNever } from '#lib/never.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import { accountReading, groupReport } from './paper-account.ts';

export interface AnswerTools {
  readonly models: ModelRunner;
  readonly shard: number;
}

const NOTHING: readonly EventBody[] = [];
/** The steps of a kill where no venue is: each one is true at once, because nothing was ever sent. */
const KILL_STEPS = ['gate-closed', 'cancel-all', 'first-read', 'second-read', 'confirmed'] as const;

function killStep(step: KillStepReport['step']): EventBody {
  const resting = step === 'first-read' || step === 'second-read' ? 0 : null;
  return {
    kind: 'report',
    report: { kind: 'kill-step', step, detail: 'replay: no order ever leaves', resting },
  };
}

function notRenewed({ venueOrderId, renewal }: Order): readonly EventBody[] {
  if (venueOrderId === null || renewal === null) return NOTHING;
  const { expiresAt } = renewal;
  const report = { kind: 'renewal', venueOrderId, expiresAt } as const;
  return [{ kind: 'report', report: { ...report, outcome: 'not-sent', cause: 'replay' } }];
}

const ANSWERED: ReadonlySet<Effect['kind']> = new Set([
  'run-model',
  'commit-then-send',
  'commit-then-renew',
  'reconcile',
  'kill',
  'release',
  'prove-group',
  'commit-limits',
]);

/** True when something comes back for this effect. */
export function isAnswered(effect: Effect): boolean {
  return ANSWERED.has(effect.kind);
}

async function answersTo(
  requests: readonly ModelRequest[],
  models: ModelRunner,
): Promise<readonly EventBody[]> {
  const answers: EventBody[] = [];
  for (const request of requests)
    answers.push({ kind: 'answer', answer: await models.run(request) });
  return answers;
}

/**
 * Answers an effect at the instant of its event, so that two runs answer alike. Orders never leave: their intents are
 * denied by name. Only inference has to be waited for, and it is waited for before the next event.
 */
export function answerEffect(
  effect: Effect,
  event: CoreEvent,
  tools: AnswerTools,
): readonly EventBody[] | Promise<readonly EventBody[]> {
  switch (effect.kind) {
    case 'run-model':
      return answersTo(effect.requests, tools.models);
    case 'commit-then-send':
      return [
        {
          kind: 'stored',
          clientOrderId: effect.order.clientOrderId,
          committed: false,
          reason: 'replay',
        },
      ];
    case 'commit-then-renew':
      return notRenewed(effect.order);
    case 'reconcile':
      return [accountReading(event.at, tools.shard)];
    case 'kill':
      return KILL_STEPS.map(killStep);
    case 'prove-group':
      return [groupReport(tools.shard, 'proven')];
    case 'release':
      return [groupReport(tools.shard, 'reset')];
    case 'commit-limits':
      return [{ kind: 'limits-stored', version: effect.version }];
    case 'ask-order':
    case 'cancel':
    case 'decrease':
    case 'resync':
    case 'watch':
    case 'persist':
    case 'decided':
    case 'reply':
    case 'alarm':
    case 'timer':
      return NOTHING;
    default:
      return assertNever(effect);
  }
}
