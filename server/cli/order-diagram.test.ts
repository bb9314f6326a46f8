// ARCHITECTURE.md draws the very table the core runs on.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCUMENT, withDiagram } from './order-diagram.ts';

test('I12 the drawn order states are those of the table: run server/cli/order-diagram.ts when they differ', () => {
  const document = readFileSync(DOCUMENT, 'utf8');
  expect(withDiagram(document)).toBe(document);
  expect(document).toContain('pending_amend --> resting: amend');
});
