// What axe finds on a page as it stands, and in its other looks. In: a page. Out: an expectation that nothing is serious or critical.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import type { Theme } from './console-pages.ts';

interface Finding {
  readonly id: string;
  readonly impact?: string | null | undefined;
  readonly nodes: readonly {
    readonly target: readonly unknown[];
    readonly html: string;
    readonly any: readonly { readonly message: string }[];
  }[];
}

interface Axe {
  run(
    context: Document | string,
    options: object,
  ): Promise<{ readonly violations: readonly Finding[] }>;
}

declare global {
  interface Window {
    axe?: Axe;
  }
}

const QUICK = { resultTypes: ['violations' as const], preload: false };

/** Each serious one as a line: rule, place, the beginning of the element, and why. */
function linesOf(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, html, any }) =>
          `${id} ${target.join(' ')}: ${html.slice(0, 140)} ${any[0]?.message ?? ''}`,
      ),
    );
}

/** Every rule, on the page as it is drawn, or on `part` of it by selector. Brings axe into the page. */
export async function expectAccessible(page: Page, where: string, part?: string): Promise<void> {
  // The console has no frames: nothing is to be collected from them.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ ...QUICK });
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.analyze();
  expect(linesOf(violations), where).toEqual([]);
}

export interface Looks {
  readonly themes: readonly Theme[];
  readonly rules: 'all' | 'colours';
  /** By selector; the whole page without it. */
  readonly part?: string;
}

/** A page that was judged before and has changed its look: every rule, or the colours alone, in each of `themes`. */
export async function expectStillAccessible(
  page: Page,
  where: string,
  { themes, rules, part }: Looks,
): Promise<void> {
  const options = rules === 'all' ? QUICK : { ...QUICK, runOnly: ['color-contrast'] };
  const found = await page.evaluate(
    async ([names, asked, within]) => {
      const { axe } = window;
      if (axe === undefined) throw new Error('axe is not in this page');
      const byTheme: { theme: string; violations: readonly Finding[] }[] = [];
      for (const theme of names) {
        document.documentElement.dataset['theme'] = theme;
        byTheme.push({ theme, violations: (await axe.run(within ?? document, asked)).violations });
      }
      return byTheme;
    },
    [themes, options, part] as const,
  );
  for (const { theme, violations } of found)
    expect(linesOf(violations), `${where}, ${theme}`).toEqual([]);
}
