// The line between one page and the gateway, to be cut and mended. In: a page. Out: a switch for every page it opens next.
import { expect, type Page, type WebSocketRoute } from 'playwright/test';

export interface LineSwitch {
  /** Ends the line and refuses every new one; resolves once the page says that it is cut off. */
  cut(): Promise<void>;
  /** Lets the next line through. */
  mend(): void;
}

/** Takes hold of the lines that are opened from now on: the page that is open keeps its own. */
export async function switchLine(page: Page): Promise<LineSwitch> {
  const lines = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/socket\.io/, async (line) => {
    if (isCut) {
      await line.close();
      return;
    }
    line.connectToServer();
    lines.add(line);
  });
  return {
    async cut() {
      isCut = true;
      const open = [...lines];
      lines.clear();
      for (const line of open) await line.close();
      await expect(page.locator('html')).toHaveAttribute('data-link', 'down');
    },
    mend() {
      isCut = false;
    },
  };
}
