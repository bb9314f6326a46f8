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

/** The folder a shipped model of that voice and horizon lies in. */
function shippedId(voice: string, minutes: number): string {
  return `${voice}-${minutes}m`;
}

/**
 * Every loaded tree, sequence and added model, in the runner's order. One voice has one model a horizon: a later model that
 * would speak as a member that is there already is left out by name, and so is an added one under the name of a shipped
 * model that was refused: it never replaces one.
 */
export function signalModels(
  loaded: readonly LoadedModel[],
  signal: SignalParameters,
  refusedIds: readonly string[] = [],
): { readonly models: readonly SignalModel[]; readonly leftOut: readonly Refusal[] } {
  const regressions = signal.linear.map((each) => each.id);
  const baselines = new Set<string>([...AVERAGE_IDS, ...regressions]);
  const taken = new Set<string>();
  const models: SignalModel[] = [];
  const leftOut: Refusal[] = [];
  const leave = (id: string, reason: string) => leftOut.push({ id, cause: 'left-out', reason });
  for (const model of loaded.flatMap((each) => signalModel(each) ?? [])) {
    const voice = memberIdOf(model);
    const place = `${voice} at ${model.minutes} min`;
    const shipped = shippedId(voice, model.minutes);
    if (baselines.has(voice) || taken.has(place))
      leave(model.id, `there is already a member ${place}`);
    else if (model.memberKind === 'added' && refusedIds.includes(shipped))
      leave(model.id, `it would speak for ${shipped}, which was refused`);
    else {
      taken.add(place);
      models.push(model);
    }
  }
  return { models, leftOut };
}

/** A runner that says what it refused at load. */
interface LoadingRunner {
  models(): readonly LoadedModel[];
  refused(): readonly { readonly id: string; readonly reason: string }[];
}

/** Members that the combination wants and nobody speaks for, by the folder they would lie in; named ones left out. */
function absent(
  models: readonly SignalModel[],
  signal: SignalParameters,
  named: readonly Refusal[],
): readonly Refusal[] {
  const regressions = signal.linear.map((each) => each.id);
  return signal.combination.flatMap(({ minutes, value }) =>
    value.flatMap((voice): readonly Refusal[] => {
      const id = shippedId(voice, minutes);
      const speaks = models.some((each) => each.minutes === minutes && memberIdOf(each) === voice);
      if (speaks || regressions.includes(voice) || named.some((each) => each.id === id)) return [];
      const reason = `not there: the combination at ${minutes} min wants it`;
      return [{ id, cause: 'left-out', reason }];
    }),
  );
}

/** Who is asked, and everybody who is not: refused at load, left out beside another, or wanted and not there at all. */
export function askedModels(
  runner: LoadingRunner,
  signal: SignalParameters,
): { readonly models: readonly SignalModel[]; readonly leftOut: readonly Refusal[] } {
  const refused = runner
    .refused()
    .map(({ id, reason }): Refusal => ({ id, cause: 'left-out', reason: `not loaded: ${reason}` }));
  const refusedIds = refused.map((each) => each.id);
  const { models, leftOut } = signalModels(runner.models(), signal, refusedIds);
  const named = [...refused, ...leftOut];
  return { models, leftOut: [...named, ...absent(models, signal, named)] };
}
