// Which commands a text asks for, best first. In: commands and what was typed. Out: those that hold every word of it.

export interface CommandText {
  /** What it is called. */
  readonly title: string;
  /** What stands beside it, and is searched too. */
  readonly hint: string;
}

const NO_MATCH = Number.POSITIVE_INFINITY;

/** Lower case, amounts without their dollar and grouping: "$84,900" and "84900" are the same word. */
export function searchable(text: string): string {
  return text
    .toLowerCase()
    .replace(/\$(?=\d)/g, '')
    .replace(/(?<=\d),(?=\d)/g, '')
    .trim();
}

function placeIn(text: string, word: string): 'begin' | 'word' | 'inside' | null {
  const at = text.indexOf(word);
  if (at < 0) return null;
  if (at === 0) return 'begin';
  const begins = [...text.matchAll(/(?<=[^\p{L}\p{N}])[\p{L}\p{N}]/gu)].map((each) => each.index);
  return begins.some((index) => text.startsWith(word, index)) ? 'word' : 'inside';
}

const TITLE_COST = { begin: 0, word: 1, inside: 2 } as const;
const HINT_COST = { begin: 3, word: 3, inside: 4 } as const;

function costOf({ title, hint }: CommandText, words: readonly string[]): number {
  const inTitle = searchable(title);
  const inHint = searchable(hint);
  return words.reduce((sum, word) => {
    const title = placeIn(inTitle, word);
    if (title !== null) return sum + TITLE_COST[title];
    const hint = placeIn(inHint, word);
    return sum + (hint === null ? NO_MATCH : HINT_COST[hint]);
  }, 0);
}

/** At most `limit`; equals keep the order they came in, and no text asks for all. */
export function rankCommands<Command extends CommandText>(
  commands: readonly Command[],
  text: string,
  limit: number,
): readonly Command[] {
  const words = searchable(text).split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, cost: costOf(command, words) }))
    .filter(({ cost }) => cost < NO_MATCH)
    .toSorted((left, right) => left.cost - right.cost)
    .slice(0, limit)
    .map(({ command }) => command);
}
