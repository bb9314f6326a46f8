// What a person may choose about the look and the sound of the console, per browser. In: stored text. Out: choices, each valid.

/** Every choice with its values; the first one is the default. */
export const CHOICES = {
  theme: ['dark', 'light', 'system'],
  /** blue-orange keeps gain and loss apart for eyes that do not tell green from red. */
  palette: ['green-red', 'blue-orange'],
  /** Which of the palette's two hues stands for a gain: its first or its second. */
  gain: ['first', 'second'],
  density: ['compact', 'comfortable'],
  motion: ['system', 'reduced'],
  /** Whether alerts are wanted at all, and what they do then. */
  alerts: ['off', 'on'],
  sound: ['on', 'off'],
  notices: ['on', 'off'],
  /** Whether the columns of the desk can be moved. */
  layout: ['free', 'locked'],
} as const;

export type ChoiceName = keyof typeof CHOICES;
export type ChoiceOf<Name extends ChoiceName> = (typeof CHOICES)[Name][number];

export type Choices = { readonly [Name in ChoiceName]: ChoiceOf<Name> } & {
  /** Where the lines between the columns of the desk stand, 1e-4 of its width, from the left; null = as designed. */
  readonly columns: readonly number[] | null;
};

/** Key of the one entry in the browser's storage. */
export const CHOICES_KEY = 'voltage.choices';

/** The lines between the six columns. */
export const LINE_COUNT = 5;

function objectOf(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** The columns as they were stored; null unless they are as many ascending whole numbers as there are lines. */
export function columnsOf(value: unknown): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== LINE_COUNT) return null;
  const lines: readonly unknown[] = value;
  const found: number[] = [];
  for (const line of lines) {
    if (typeof line !== 'number' || !Number.isInteger(line)) return null;
    if (line <= (found.at(-1) ?? 0) || line >= 10_000) return null;
    found.push(line);
  }
  return found;
}

/** What was stored, with the default in place of whatever is missing, unknown or damaged. */
export function parseChoices(text: string | null): Choices {
  const stored = new Map<string, unknown>(Object.entries(objectOf(text)));
  const pick = <Name extends ChoiceName>(name: Name): ChoiceOf<Name> => {
    const allowed: readonly ChoiceOf<Name>[] = CHOICES[name];
    const found = allowed.find((each) => each === stored.get(name));
    return found ?? CHOICES[name][0];
  };
  return {
    theme: pick('theme'),
    palette: pick('palette'),
    gain: pick('gain'),
    density: pick('density'),
    motion: pick('motion'),
    alerts: pick('alerts'),
    sound: pick('sound'),
    notices: pick('notices'),
    layout: pick('layout'),
    columns: columnsOf(stored.get('columns')),
  };
}

/** The text to store. */
export function choicesText(choices: Choices): string {
  return JSON.stringify(choices);
}
