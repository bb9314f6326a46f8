// The questions of one second, one model after the other. In: runner, requests. Out: each answer as soon as it is there.
// Each run waits for a turn of the event loop (models §E4), so that ticks come in between and none waits for all models.
import type { ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';

/** Asks in order; the next question is put when the last one is answered. Rejects only if the runner breaks its promise. */
export async function askInTurn(
  models: ModelRunner,
  requests: readonly ModelRequest[],
  take: (answer: ModelAnswer) => void,
): Promise<void> {
  for (const request of requests) take(await models.run(request));
}
