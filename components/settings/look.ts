// The look in words and as designed. In: choices. Out: names of hues, the defaults of the look alone.
import { type ChoiceOf, type Choices, parseChoices } from '#components/ui/choices.ts';

const { theme, palette, gain, density, motion } = parseChoices(null);

/** The look without alerts and columns. */
export const DESIGNED_LOOK: Partial<Choices> = { theme, palette, gain, density, motion };

/** What the two hues of a palette are called. */
export function gainWords(of: ChoiceOf<'palette'>): Readonly<Record<ChoiceOf<'gain'>, string>> {
  return of === 'green-red'
    ? { first: 'Green', second: 'Red' }
    : { first: 'Blue', second: 'Orange' };
}
