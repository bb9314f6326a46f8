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
  run(context: Document, options: object): Promise<{ readonly violations: readonly Finding[] }>;
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

/** Every rule, on the page as it is drawn. Brings axe into the page. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // The console has no frames: nothing is to be collected from them.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ ...QUICK });
  const { violations } = await axe.analyze();
  expect(linesOf(violations), where).toEqual([]);
}

/** A page that was judged before and has changed its look: every rule, or the colours alone, in each of `themes`. */
export async function expectStillAccessible(
  page: Page,
  where: string,
  { themes, rules }: { readonly themes: readonly Theme[]; readonly rules: 'all' | 'colours' },
): Promise<void> {
  const options = rules === 'all' ? QUICK : { ...QUICK, runOnly: ['color-contrast'] };
  const found = await page.evaluate(
    async ([names, asked]) => {
      const { axe } = window;
      if (axe === undefined) throw new Error('axe is not in this page');
      const byTheme: { theme: string; violations: readonly Finding[] }[] = [];
      for (const theme of names) {
        document.documentElement.dataset['theme'] = theme;
        byTheme.push({ theme, violations: (await axe.run(document, asked)).violations });
      }
      return byTheme;
    },
    [themes, options] as const,
  );
  for (const { theme, violations } of found)
    expect(linesOf(violations), `${where}, ${theme}`).toEqual([]);
}
