// The design tokens as a browser would resolve them. In: the style sheet, attributes of the document. Out: token → value.

export type Attributes = Readonly<Record<string, string>>;

/** Blocks that set tokens on the document: `@theme` and `:root…`, outside any media query, in their order. */
const BLOCK = /^(@theme|:root(?:\[[^\]{]+\])*) \{([^}]*)\}/gm;
const ATTRIBUTE = /\[data-([a-z]+)="([^"]+)"\]/g;
const TOKEN = /(--[a-z0-9-]+):\s*([^;]+);/g;

interface Block {
  /** How many attributes it asks for: more win over fewer, and later over earlier. */
  readonly weight: number;
  readonly tokens: readonly (readonly [string, string])[];
}

function blocksFor(css: string, attributes: Attributes): readonly Block[] {
  return [...css.matchAll(BLOCK)].flatMap(([, selector = '', body = '']) => {
    const asked = [...selector.matchAll(ATTRIBUTE)];
    if (!asked.every(([, name = '', value]) => attributes[name] === value)) return [];
    const tokens = [...body.matchAll(TOKEN)].map(
      ([, name = '', value = '']) => [name, value.trim()] as const,
    );
    return [{ weight: asked.length, tokens }];
  });
}

/** Value of one token with `attributes` (without "data-") on the document; throws where there is none. */
export function tokenReader(css: string, attributes: Attributes): (name: string) => string {
  const blocks = blocksFor(css, attributes).toSorted((left, right) => left.weight - right.weight);
  const values = new Map(blocks.flatMap((block) => block.tokens));
  const read = (name: string): string => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${name} is not a token`);
    const reference = /^var\((--[a-z0-9-]+)\)$/.exec(value)?.[1];
    return reference === undefined ? value : read(reference);
  };
  return read;
}
