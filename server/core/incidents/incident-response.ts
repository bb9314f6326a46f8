// What the system did in the step that told of an incident. In: the step's effects, trading after it. Out: words.
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';

const DID: Readonly<Partial<Record<Effect['kind'], string>>> = {
  kill: 'stopped at the exchange: order group triggered, every order cancelled',
  reconcile: 'had the account read again',
  resync: 'asked the feed for a fresh book',
  'prove-group': 'tested the order group at the exchange',
  'ask-order': 'asked the exchange whose order it is',
};

/** What trading may do after the step, with the reason where it may not all. */
function tradingWord({ control }: World): string {
  const { state, reason } = control;
  return reason === null ? `trading stayed ${state}` : `trading is ${state}: ${reason}`;
}

/** At most one sentence of each kind, in the order of the effects, the state of trading last. */
export function responseWords(world: World, effects: readonly Effect[]): readonly string[] {
  const done = effects.flatMap(({ kind }) => DID[kind] ?? []);
  const cancels = effects.filter(({ kind }) => kind === 'cancel').length;
  return [
    ...new Set(done),
    ...(cancels === 0 ? [] : [`asked for ${cancels} cancel${cancels === 1 ? '' : 's'}`]),
    tradingWord(world),
  ];
}
