// A checked model in words. In: the model. Out: its facts for machines and one line for people.
import { describeModel, type StoredModel } from '#server/adapters/onnx/load-model.ts';

/** What --json prints of a model. */
export function modelFacts(model: StoredModel) {
  const { id, origin, kind, horizonMinutes, hash, inputShape, outputCount, parts } =
    describeModel(model);
  const { goldenFrom = null, golden } = model.manifest;
  const plain = model.weights?.model.kind ?? null;
  return {
    ...{ id, origin, kind, horizonMinutes, hash, inputShape, outputCount, parts },
    ...{ goldenRows: golden.length, goldenFrom, plain },
  };
}

/** Id, kind, horizon, hash: "my-trees · row · 15 min · 66c3c7b12c5a…". */
export function modelLine(model: StoredModel): string {
  const { id, kind, horizonMinutes, hash } = describeModel(model);
  const over = horizonMinutes === null ? 'any horizon' : `${horizonMinutes} min`;
  return `${id} · ${kind} · ${over} · ${hash.slice(0, 12)}…`;
}

/** What the checks could not show; null when nothing is left in doubt. */
export function modelDoubt(model: StoredModel): string | null {
  return model.manifest.goldenFrom === 'file'
    ? 'its golden outputs come from the file itself: nothing shows that it answers as the trainer’s model did'
    : null;
}
