// The questions of a second. In: world at a whole second. Out: world.asked, and one effect with every request.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { Refusal } from '#lib/domain/forecast.ts';
import type { MinuteRow } from '#lib/domain/minute-row.ts';
import { isHarOnly } from '../3-models/health/signal-health-answers.ts';
import { leftOutReason } from '../3-models/judge-answer.ts';
import { minuteRowHash } from '../3-models/row-hash.ts';
import { rowToRequest } from '../3-models/row-to-request.ts';
import type { Question } from '../3-models/signal-model.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { switchedOffReason } from './switch-model.ts';

/** What this second's forecast rests on. */
export interface SecondView {
  readonly features: FeatureRow;
  readonly row: MinuteRow | null;
  readonly knownMinutes: number;
}

/** A feature in PSI alarm shrinks the ensemble to HAR (models §C6). */
const DRIFTED = 'left out while a feature has left its training distribution';

/** Requests for every model that may be asked, and the reasons of the others. */
function questionsFor(world: World, row: MinuteRow) {
  const rowHash = minuteRowHash(row);
  const questions: Question[] = [];
  const notAsked: Refusal[] = [];
  const harOnly = isHarOnly(world.signalHealth);
  const leaveOut = (id: string, reason: string) => notAsked.push({ id, cause: 'left-out', reason });
  for (const model of world.options.models) {
    const record = world.answerRecords.get(model.id);
    const request = rowToRequest(row, rowHash, model);
    const off = world.modelsOff.get(model.id);
    if (off !== undefined) leaveOut(model.id, switchedOffReason(off));
    else if (record?.disabled) leaveOut(model.id, leftOutReason(record));
    else if (harOnly) leaveOut(model.id, DRIFTED);
    else if (!request.ok)
      notAsked.push({ id: model.id, cause: 'input', reason: `not asked: ${request.error}` });
    else questions.push({ model, request: request.value, answer: null });
  }
  return { questions, notAsked };
}

/** Opens the second: the answers are waited for until the next one. */
export function askModels(
  world: World,
  event: EventOf<'timer'>,
  view: SecondView,
  out: Effect[],
): void {
  const { row } = view;
  const asked = row === null ? { questions: [], notAsked: [] } : questionsFor(world, row);
  world.asked = { at: event.at, ...view, ...asked };
  if (asked.questions.length === 0) return;
  out.push({ kind: 'run-model', requests: asked.questions.map((each) => each.request) });
}
