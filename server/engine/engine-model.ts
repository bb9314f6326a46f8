// The learned members the trading loop asks. In: what the runner loaded, the fitted numbers. Out: them as the core knows them.
import type { Refusal } from '#lib/domain/forecast.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { AVERAGE_IDS } from '#server/core/3-models/members/members-of.ts';
import { memberIdOf, type SignalModel } from '#server/core/3-models/signal-model.ts';
import type { LoadedModel } from '#server/ports/model-runner.ts';

/** Null for what is loaded for comparison only. */
function signalModel(loaded: LoadedModel): SignalModel | null {
  const { id, hash, kind, horizonMinutes, inputShape, parts, memberKind } = loaded;
  if (kind === 'flags' || horizonMinutes === null || memberKind === null) return null;
  return { id, hash, kind, minutes: horizonMinutes, shape: inputShape, parts, memberKind };
}

/**
 * Every loaded tree, sequence and added model, in the runner's order. One voice has one model a horizon: a later model that
 * would speak as a member that is there already is left out by name.
 */
export function signalModels(
  loaded: readonly LoadedModel[],
  signal: SignalParameters,
): { readonly models: readonly SignalModel[]; readonly leftOut: readonly Refusal[] } {
  const regressions = signal.linear.map((each) => each.id);
  const baselines = new Set<string>([...AVERAGE_IDS, ...regressions]);
  const taken = new Set<string>();
  const models: SignalModel[] = [];
  const leftOut: Refusal[] = [];
  for (const model of loaded.flatMap((each) => signalModel(each) ?? [])) {
    const voice = memberIdOf(model);
    const place = `${voice} at ${model.minutes} min`;
    if (baselines.has(voice) || taken.has(place)) {
      leftOut.push({
        id: model.id,
        cause: 'left-out',
        reason: `there is already a member ${place}`,
      });
      continue;
    }
    taken.add(place);
    models.push(model);
  }
  return { models, leftOut };
}

/** A runner that says what it refused at load. */
interface LoadingRunner {
  models(): readonly LoadedModel[];
  refused(): readonly { readonly id: string; readonly reason: string }[];
}

/** Who is asked, and everybody who was found and is not: refused at load, or left out beside another. */
export function askedModels(
  runner: LoadingRunner,
  signal: SignalParameters,
): { readonly models: readonly SignalModel[]; readonly leftOut: readonly Refusal[] } {
  const { models, leftOut } = signalModels(runner.models(), signal);
  const refused = runner
    .refused()
    .map(({ id, reason }): Refusal => ({ id, cause: 'left-out', reason: `not loaded: ${reason}` }));
  return { models, leftOut: [...refused, ...leftOut] };
}
