// What every page is made of, compared by structure: the same panels in dark and light, none over another, none off screen.
import type { Page } from 'playwright/test';
import { CONSOLE_PAGES, openPage, setTheme } from './support/console-pages.ts';
import { PHONE } from './support/desk.ts';
import { expect, test } from './support/test.ts';

interface Frame {
  readonly panels: readonly string[];
  /** Pairs of panels that cover each other by more than a border. */
  readonly covered: readonly string[];
  readonly pageWidth: number;
  readonly screenWidth: number;
  readonly ground: string;
  readonly mains: number;
}

function frameOf(page: Page): Promise<Frame> {
  return page.evaluate(() => {
    const panels = [...document.querySelectorAll<HTMLElement>('section.panel[id]')];
    const boxes = panels.map((panel) => ({ id: panel.id, box: panel.getBoundingClientRect() }));
    const covered = boxes.flatMap(({ id, box }, index) =>
      boxes
        .slice(index + 1)
        .filter(
          ({ box: other }) =>
            Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1 &&
            Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1,
        )
        .map((other) => `${id} and ${other.id}`),
    );
    return {
      panels: panels.map((panel) => panel.id),
      covered,
      pageWidth: document.documentElement.scrollWidth,
      screenWidth: window.innerWidth,
      ground: getComputedStyle(document.body).backgroundColor,
      mains: document.querySelectorAll('main').length,
    };
  });
}

for (const { name, screen } of [
  { name: 'a monitor', screen: {} },
  { name: 'a phone', screen: PHONE },
])
  test(`every page keeps its panels side by side and within ${name}, the same in dark and light`, async ({
    openDesk,
  }) => {
    test.setTimeout(120_000);
    const page = await openDesk(screen);
    for (const each of CONSOLE_PAGES) {
      await setTheme(page, 'dark');
      await openPage(page, each);
      const dark = await frameOf(page);
      expect(dark.mains, `${each.name} has one main part`).toBe(1);
      expect(dark.covered, each.name).toEqual([]);
      expect(dark.pageWidth, each.name).toBeLessThanOrEqual(dark.screenWidth);
      await setTheme(page, 'light');
      await openPage(page, each);
      const light = await frameOf(page);
      expect(light.panels, `panels of ${each.name} in light`).toEqual(dark.panels);
      expect(light.covered, `${each.name} in light`).toEqual([]);
      expect(light.pageWidth, `${each.name} in light`).toBeLessThanOrEqual(light.screenWidth);
      expect(light.ground, each.name).not.toBe(dark.ground);
    }
  });
