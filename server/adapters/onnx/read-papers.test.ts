// Papers of model folders: the shipped ones whole, a broken folder with its reason, and never a link followed.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createModelPapers } from './read-papers.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'models');
const root = mkdtempSync(join(tmpdir(), 'voltage-papers-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('papers of models', () => {
  it('every shipped folder tells its card, its manifest and the hash of its file', () => {
    const papers = createModelPapers({ shipped: SHIPPED, added: join(root, 'none') }).list();
    expect(papers.map(({ id }) => id)).toContain('gbdt-15m');
    for (const { id, problem, card, manifest, fileSha256 } of papers) {
      expect([id, problem]).toEqual([id, null]);
      expect(card).toContain(`# ${id}`);
      expect(manifest?.fileSha256).toBe(fileSha256);
      expect(manifest?.goldenRows).toBeGreaterThanOrEqual(8);
    }
    const trees = papers.find(({ id }) => id === 'gbdt-15m')?.manifest;
    expect(trees?.features).toHaveLength(35);
    expect(trees?.features[0]).toMatchObject({ name: 'rv·1m', low: -4.60517, high: 3.37456 });
    const [p10, p50, p90] = trees?.features[0]?.deciles ?? [0, 0, 0];
    expect(p10 <= p50 && p50 <= p90 && p10 < p90).toBe(true);
    expect(trees?.trainedFrom).toBeLessThan(trees?.trainedTo ?? 0);
    expect(trees?.training.find(({ name }) => name === 'loss')?.text).toBe('QLIKE');
  });

  it('F101 a folder that cannot be read says why, beside those that can', () => {
    const added = join(root, 'added');
    mkdirSync(join(added, 'empty'), { recursive: true });
    mkdirSync(join(added, 'broken'));
    writeFileSync(join(added, 'broken', 'manifest.json'), '{');
    symlinkSync(SHIPPED, join(added, 'link'));
    const papers = createModelPapers({ shipped: join(root, 'none'), added }).list();
    expect(papers.map(({ id, problem, manifest }) => [id, problem, manifest])).toEqual([
      ['broken', 'manifest.json is not JSON', null],
      ['empty', 'manifest.json is missing', null],
      ['link', 'it is not a folder but a link', null],
    ]);
  });

  it('F102 a file that was changed beside its manifest is told by its own hash', () => {
    const added = join(root, 'changed');
    cpSync(join(SHIPPED, 'gbdt-1m'), join(added, 'gbdt-1m'), { recursive: true });
    const source = createModelPapers({ shipped: join(root, 'none'), added });
    const before = source.list()[0];
    expect(source.list()[0]).toBe(before);
    writeFileSync(join(added, 'gbdt-1m', 'model.onnx'), 'other');
    const after = source.list()[0];
    expect(after?.fileSha256).not.toBe(before?.fileSha256);
    expect(after?.origin).toBe('added');
  });
});
