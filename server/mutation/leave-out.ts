// A plugin of Stryker: which code is not mutated, openly. In: a node of the syntax tree. Out: the reason, or nothing.

interface TreeNode {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  readonly callee?: { readonly name?: string };
  /** Of a statement that is an expression. */
  readonly expression?: TreeNode;
}

/**
 * Two kinds of code are left alone; everything else is mutated, words that name a state or an event included:
 * - text for people: a string or template with a space in it. No test compares sentences letter by letter.
 * - `assert…(…)`: each states what holds in every run. Without it a correct program does just the same, so a mutant
 *   of one could die only by a second bug; that they fire is tested where they are written.
 */
function reasonToLeave(node: TreeNode): string | undefined {
  if (node.type === 'StringLiteral' && String(node.value).includes(' ')) return 'text for people';
  if (node.quasis?.some((each) => each.value.raw.includes(' '))) return 'text for people';
  const called = node.type === 'ExpressionStatement' ? node.expression : node;
  return called?.callee?.name?.startsWith('assert') ? 'an assertion' : undefined;
}

/** Found by its name: Stryker asks every plugin file for this list. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'leave-out',
    value: { shouldIgnore: ({ node }: { readonly node: TreeNode }) => reasonToLeave(node) },
  },
];
