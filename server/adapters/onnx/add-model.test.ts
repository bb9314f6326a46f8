// Adding and removing models: whole or not at all, never over a shipped one, and never in the way of another model.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linearModelToOnnx } from '#server/training/onnx-writer.ts';
import { addModel, removeModel } from './add-model.ts';
import { loadModels } from './model-store.ts';
import { editManifest, FOREIGN, replaceFile, writeForeign } from './testing/foreign-model.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'models');

let root = '';
let source = '';
let added = '';
const directories = () => ({ shipped: SHIPPED, added, members: ['har-tod'] });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'adding-'));
  [source, added] = [join(root, 'source'), join(root, 'home', 'models')];
  writeForeign(source);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const add = (newId: string | null = null) => addModel(source, directories(), newId);

async function outcome(newId: string | null = null): Promise<string> {
  const done = await add(newId);
  return done.ok ? done.value.outcome : done.error;
}

/** A model that answers a little otherwise, with golden rows that agree. */
function retrain(): void {
  replaceFile(source, linearModelToOnnx({ ...FOREIGN, bias: FOREIGN.bias + 9e-6 }));
}

describe('adding a model', () => {
  it('copies what was checked, and nothing else of the folder', async () => {
    writeFileSync(join(source, 'train.py'), 'secret = 1');
    writeFileSync(join(source, 'model-card.md'), '# mine');
    expect(await outcome()).toBe('added');
    const place = join(added, 'my-model');
    expect(readdirSync(place).sort()).toEqual(['manifest.json', 'model-card.md', 'model.onnx']);
    for (const name of readdirSync(place))
      expect(readFileSync(join(place, name))).toEqual(readFileSync(join(source, name)));
    expect(statSync(place).mode & 0o077).toBe(0);
  });

  it('refuses a name under which another member speaks: the engine would leave it out', async () => {
    expect(await outcome('gbdt')).toBe(
      'id: the shipped gbdt-15m speaks as gbdt at 15 min; give another name',
    );
    expect(await outcome('har-tod')).toContain('har-tod is a member that needs no file');
    expect(await outcome('har-tod-15m')).toContain('har-tod is a member');
    expect(existsSync(added)).toBe(false);
  });

  it('writes nothing when the model is refused', async () => {
    editManifest(source, (manifest) => {
      manifest['licence'] = undefined;
    });
    expect(await outcome()).toContain('licence is missing');
    expect(existsSync(added)).toBe(false);
  });

  it('leaves no half when the copy cannot be put in its place', async () => {
    mkdirSync(added, { recursive: true });
    symlinkSync(join(root, 'nowhere'), join(added, 'my-model'));
    await expect(add()).rejects.toThrow(/ENOTDIR/);
    expect(readdirSync(added)).toEqual(['my-model']);
  });

  it('survives an earlier add that died half-way: readers never see its half', async () => {
    const half = join(added, '.adding-my-model');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'model.onnx'), 'half');
    expect(await loadModels(SHIPPED, added)).toMatchObject({ refused: [] });
    expect(await outcome()).toBe('added');
    expect(readdirSync(added)).toEqual(['my-model']);
  });

  it('twice is once; another model under the same name is refused and the first stays', async () => {
    expect(await outcome()).toBe('added');
    const before = readFileSync(join(added, 'my-model', 'model.onnx'));
    expect(await outcome()).toBe('present');
    retrain();
    expect(await outcome()).toBe(
      'id: another model called my-model was added before; remove that one first',
    );
    expect(readFileSync(join(added, 'my-model', 'model.onnx'))).toEqual(before);
  });

  it('under another name leaves the source as it was', async () => {
    const before = readFileSync(join(source, 'manifest.json'));
    expect(await outcome('other-name')).toBe('added');
    expect(readFileSync(join(source, 'manifest.json'))).toEqual(before);
    const { models } = await loadModels(SHIPPED, added);
    expect(models.at(-1)?.id).toBe('other-name');
    expect(await outcome('../escape')).toContain('id must be lower-case words');
    expect(readdirSync(root).sort()).toEqual(['home', 'source']);
  });
});

describe('a shipped name', () => {
  it('is refused with another file, at adding and again at loading', async () => {
    expect(await outcome('gbdt-15m')).toBe(
      'id: a shipped model is called gbdt-15m and has another file; give another name',
    );
    writeForeign(join(added, 'gbdt-15m'), 'gbdt-15m');
    const { models, refused } = await loadModels(SHIPPED, added);
    expect(refused).toEqual([
      {
        id: 'gbdt-15m',
        origin: 'added',
        reason: 'a shipped model has this name and another file',
      },
    ]);
    expect(models.filter((each) => each.id === 'gbdt-15m').map((each) => each.origin)).toEqual([
      'shipped',
    ]);
  });

  it('with the very same file is no second model, and nothing is written', async () => {
    source = join(SHIPPED, 'gbdt-15m');
    const done = await add();
    expect(done).toMatchObject({ ok: true, value: { outcome: 'present', folder: source } });
    expect(existsSync(added)).toBe(false);
    cpSync(source, join(added, 'gbdt-15m'), { recursive: true });
    const { models, refused } = await loadModels(SHIPPED, added);
    expect(refused).toEqual([]);
    expect(models.filter((each) => each.id === 'gbdt-15m')).toHaveLength(1);
  });

  it('does not keep our own model from being added under another: what train writes can be brought', async () => {
    source = join(SHIPPED, 'gru-15m');
    expect(await outcome('my-gru')).toBe('added');
    const { models } = await loadModels(SHIPPED, added);
    expect(models.at(-1)).toMatchObject({ id: 'my-gru', origin: 'added' });
    expect(models.at(-1)?.weights?.model.kind).toBe('gru');
  });
});

describe('loading both directories', () => {
  it('F108 one refused model is named with its reason and stops no other', async () => {
    await outcome('first');
    await outcome('second');
    await outcome('third');
    replaceFile(join(added, 'second'), linearModelToOnnx({ ...FOREIGN, bias: 0.5 }));
    symlinkSync(join(added, 'first'), join(added, 'linked'));
    const { models, refused } = await loadModels(SHIPPED, added);
    const own = models.filter((each) => each.origin === 'added').map((each) => each.id);
    expect(own).toEqual(['first', 'third']);
    expect(refused.map((each) => each.id)).toEqual(['linked', 'second']);
    expect(refused[0]?.reason).toBe('it is not a folder but a link');
    expect(refused[1]?.reason).toContain('golden row 0');
    expect(models.filter((each) => each.origin === 'shipped').length).toBeGreaterThan(0);
  });
});

describe('removing a model', () => {
  it('takes an added one away and says of every other why not', async () => {
    await outcome();
    expect(removeModel('my-model', directories()).ok).toBe(true);
    expect(readdirSync(added)).toEqual([]);
    const reason = (id: string) => {
      const done = removeModel(id, directories());
      return done.ok ? 'removed' : done.error;
    };
    expect(reason('my-model')).toBe('no added model is called my-model');
    expect(reason('gbdt-15m')).toContain('came with the code');
    expect(reason('../../source')).toBe('"../../source" is no model name');
    expect(existsSync(source)).toBe(true);
  });
});
