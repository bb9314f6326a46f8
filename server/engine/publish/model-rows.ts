// What the engine found at its start, as rows of the models page. In: loaded models, who is asked, who is not. Out: rows.
import type { Refusal } from '#lib/domain/forecast.ts';
import type { ModelSwitch } from '#lib/domain/model-switch.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import type { ModelRow } from '#lib/wire/models-topics.ts';
import { memberIdOf, type SignalModel } from '#server/core/3-models/signal-model.ts';
import type { LoadedModel } from '#server/ports/model-runner.ts';

export interface FoundModels {
  /** Every model that passed the checks of its folder. */
  readonly loaded: readonly LoadedModel[];
  /** Those the core asks. */
  readonly asked: readonly SignalModel[];
  /** Refused at load, left out beside another, or wanted and not there. */
  readonly leftOut: readonly Refusal[];
  readonly combination: SignalParameters['combination'];
}

function isWanted(combination: FoundModels['combination'], voice: string, minutes: number) {
  return combination.some((each) => each.minutes === minutes && each.value.includes(voice));
}

function loadedRow(model: LoadedModel, found: FoundModels): ModelRow {
  const { id, kind, memberKind, origin, hash, horizonMinutes: minutes } = model;
  const isAsked = found.asked.some((each) => each.id === id);
  const refusal = found.leftOut.find((each) => each.id === id);
  const voice = minutes === null || memberKind === null ? null : memberIdOf({ id, minutes });
  return {
    ...{ id, voice, minutes, kind, memberKind, origin, hash },
    standing: isAsked ? 'asked' : refusal === undefined ? 'comparison' : 'not-asked',
    reason: isAsked ? null : (refusal?.reason ?? null),
    isWanted:
      isAsked && voice !== null && isWanted(found.combination, voice, minutes ?? Number.NaN),
    switchedOff: null,
  };
}

function absentRow({ id, reason }: Refusal): ModelRow {
  return {
    ...{ id, standing: 'not-asked', reason, voice: null, minutes: null, kind: null },
    ...{ memberKind: null, origin: null, hash: null, isWanted: false },
    switchedOff: null,
  };
}

/** One row a model id; a name that is loaded and refused at once (an added copy under a shipped name) keeps the loaded file. */
export function modelRows(found: FoundModels): Readonly<Record<string, ModelRow>> {
  const rows = new Map(found.leftOut.map((each) => [each.id, absentRow(each)]));
  for (const model of found.loaded) rows.set(model.id, loadedRow(model, found));
  return Object.fromEntries(rows);
}

/** The rows with a person's words on them; the same object as long as neither changed. */
export function switchedRows(
  found: Readonly<Record<string, ModelRow>>,
): (off: ReadonlyMap<string, ModelSwitch>) => Readonly<Record<string, ModelRow>> {
  let lastOff: ReadonlyMap<string, ModelSwitch> = new Map();
  let lastRows = found;
  return (off) => {
    if (off === lastOff) return lastRows;
    const rows = Object.entries(found).map(([id, row]) => {
      const word = off.get(id);
      if (word === undefined) return [id, row] as const;
      const { by, at, reason } = word;
      return [id, { ...row, switchedOff: { by, at, reason } }] as const;
    });
    lastOff = off;
    lastRows = Object.fromEntries(rows);
    return lastRows;
  };
}
