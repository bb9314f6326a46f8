// A hand without a mouse. In: a page. Out: Tab to a control, what shows the focus, whether a pointer was ever used.
import { expect, type Locator, type Page } from 'playwright/test';

/** More stops than any page of the console has. */
const MOST_STOPS = 250;

/** Counts every touch of a pointer from now on, over reloads too; the returned function tells them. */
export async function watchPointer(page: Page): Promise<() => Promise<number>> {
  const count = () => {
    let touches = 0;
    for (const kind of ['pointerdown', 'mousedown', 'wheel', 'touchstart'])
      document.addEventListener(
        kind,
        () => {
          touches += 1;
          document.documentElement.dataset['touches'] = String(touches);
        },
        { capture: true, passive: true },
      );
  };
  await page.evaluate(count);
  return async () => Number((await page.locator('html').getAttribute('data-touches')) ?? 0);
}

/** True while the focus is on `target` itself. */
function isOn(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement, undefined, {
    timeout: 2_000,
  });
}

/** Presses Tab, or Shift+Tab, until `target` has the focus, and expects that the focus can be seen there. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  let stops = 0;
  while (!(await isOn(target))) {
    stops += 1;
    if (stops > MOST_STOPS) throw new Error(`no ${key} reaches ${target}`);
    await page.keyboard.press(key);
  }
  const ring = await target.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return { outlineStyle, isWide: Number.parseFloat(outlineWidth) >= 1 };
  });
  expect(ring, `the focus is seen on ${target}`).toEqual({ outlineStyle: 'solid', isWide: true });
}

/** Tabs to a button and presses it. */
export async function pressByKeys(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
