// Models: every shipped version with its card and its reason, scores that say their counts, one choice that survives.
import type { Page } from 'playwright/test';
import { expect, test } from './support/test.ts';

const SHIPPED = ['gbdt-1m', 'gbdt-5m', 'gbdt-15m', 'gbdt-60m', 'gru-15m', 'gru-60m'];

async function openModels(page: Page, search = ''): Promise<void> {
  await page.goto(`/models${search}`);
  await expect(page.getByTestId('model-line')).not.toHaveCount(0);
}

test('every shipped model has a line with a word and a reason, and opens with manifest and card', async ({
  desk,
}) => {
  await openModels(desk);
  for (const id of SHIPPED)
    await expect(desk.locator(`[data-testid="model-line"][data-model="${id}"]`)).toHaveAttribute(
      'data-state',
      /counts|beside|silent|waiting/,
    );
  const linear = desk.locator('[data-testid="model-line"][data-model="dlinear-15m"]');
  await expect(linear).toContainText('comparison only');
  await desk.getByRole('button', { name: 'gru-60m', exact: true }).click();
  const detail = desk.locator('#model-detail');
  await expect(detail).toContainText('sequence · 60 min');
  await expect(detail).toContainText(/File that runs\s*[0-9a-f]{64}/);
  await expect(detail).toContainText(/Golden vectors\s*\d+ rows/);
  await expect(desk.getByTestId('model-card')).toContainText('Recurrent networks (GRU)');
  await desk.reload();
  await expect(desk.locator('#model-detail h2')).toContainText('gru-60m');
});

test('scores say where they come from and how many closes, and never a verdict without an interval', async ({
  desk,
}) => {
  await openModels(desk, '?span=all');
  await expect(desk.getByTestId('scores-source')).toContainText(
    /Historical, from the store: \d+ closes?, \d+ quotes of the simulated market/,
  );
  await expect(desk.getByTestId('bucket-scores')).toHaveCount(7);
  for (const verdict of ['better', 'worse', 'open'])
    for (const cell of await desk
      .locator(`[data-testid="voice-score"][data-verdict="${verdict}"]`)
      .all())
      await expect(cell).toContainText('[');
  await expect(desk.getByTestId('blend-line')).toHaveCount(6);
  await desk.locator('#reliability').getByRole('button', { name: 'Blended', exact: true }).click();
  await expect(desk.locator('#reliability h2')).toContainText('Blended');
  const bins = await desk.getByTestId('reliability-bin').count();
  await expect(desk.getByTestId('reliability-empty')).toHaveCount(bins === 0 ? 1 : 0);
});

test('a model is switched off with a reason and on again, and the engine says so', async ({
  desk,
}) => {
  await openModels(desk);
  await desk.getByRole('button', { name: 'gru-60m', exact: true }).click();
  const line = desk.locator('[data-testid="model-line"][data-model="gru-60m"]');
  const send = desk.getByTestId('model-switch-send');
  await expect(send).toBeDisabled();
  await desk.getByLabel('Why gru-60m is not to be asked any more').fill('tried by the tests');
  await send.click();
  await expect(line).toHaveAttribute('data-state', 'off');
  await expect(line).toContainText('switched off');
  await expect(line).toContainText('tried by the tests');
  await expect(send).toHaveText('Switch on');
  await desk.getByLabel('Why gru-60m is to be asked again').fill('tried');
  await desk.keyboard.press('Enter');
  await expect(line).not.toHaveAttribute('data-state', 'off');
});
