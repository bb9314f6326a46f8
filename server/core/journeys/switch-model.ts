// Journey of a model switched off or on by a person: from the next second on it is not asked, or asked again. In: command.
import type { ModelSwitch } from '#lib/domain/model-switch.ts';
import type { World } from '../world.ts';
import { no, type Outcome } from './command-outcome.ts';
import type { EventOf } from './event-of.ts';

interface Wish {
  readonly model: string;
  readonly isOn: boolean;
  readonly reason: string;
}

/** The last word on each model stands; one that says "on" leaves nothing behind. */
export function switchesInForce(
  before: ReadonlyMap<string, ModelSwitch>,
  words: readonly ModelSwitch[],
): ReadonlyMap<string, ModelSwitch> {
  const off = new Map(before);
  for (const word of words)
    if (word.isOn) off.delete(word.model);
    else off.set(word.model, word);
  return off;
}

/** Why a model that is switched off is not asked. */
export function switchedOffReason({ by, reason }: ModelSwitch): string {
  return `switched off by ${by}: ${reason}`;
}

function nowText(world: World, { model, isOn }: Wish): string {
  if (isOn) return `${model} is asked again from the next second on`;
  const left = world.options.models.filter(({ id }) => !world.modelsOff.has(id));
  const others = left.length === 0 ? 'the regressions answer alone' : 'the others go on';
  return `${model} is not asked from the next second on: ${others}`;
}

/**
 * Needs no password: whoever answers, every limit and check stands. Refuses a name the engine does not ask, a missing
 * reason, and what is so already. Records the word, so that a restart does not undo it.
 */
export function onSwitchModel(world: World, event: EventOf<'command'>, wish: Wish): Outcome {
  const { model, isOn } = wish;
  const known = world.options.models.map(({ id }) => id);
  if (!known.includes(model))
    return no('no-such-model', `model: ${model} is not one the engine asks`);
  const reason = wish.reason.trim();
  if (reason === '') return no('no-reason', `reason: say why ${model} is switched`);
  if (world.modelsOff.has(model) !== isOn)
    return no('no-change', `${model} is switched ${isOn ? 'on' : 'off'} already`);
  const word: ModelSwitch = { model, isOn, at: event.at, by: event.command.by, reason };
  world.modelsOff = switchesInForce(world.modelsOff, [word]);
  return {
    ok: true,
    code: isOn ? 'switched-on' : 'switched-off',
    text: nowText(world, wish),
    records: [{ kind: 'model-switch', ...word }],
  };
}
