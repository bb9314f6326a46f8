// A model switched by a person, through the spine: named refusals, the next second's questions, and what a restart keeps.
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import { MADE_UP_MODELS } from '../3-models/testing/made-up-models.ts';
import type { Effect } from '../effect.ts';
import { answerAll, readyForModels, requestsIn } from './testing/model-seconds.ts';
import { createDriver, type Driver, optionsOf, replyIn } from './testing/spine-driver.ts';

const IDS = MADE_UP_MODELS.map(({ id }) => id);
const [FIRST = '', ...OTHERS] = IDS;

function ask(driver: Driver, model: string, isOn: boolean, reason = 'drifts') {
  return driver.command({ kind: 'switch-model', model, isOn, reason }, 'anna');
}

/** Who is asked in the next second; all of them answer. */
function askedNext(driver: Driver): readonly string[] {
  const requests = requestsIn(driver.second());
  answerAll(driver, requests);
  return requests.map(({ modelId }) => modelId);
}

const storedIn = (effects: readonly Effect[]): readonly StoreRecord[] =>
  effects.flatMap((each) => (each.kind === 'persist' ? each.records : []));

describe('a model switched by a person', () => {
  test('F104 is not asked from the next second on, says who and why, and is asked again when told so', () => {
    const driver = readyForModels();
    expect(askedNext(driver)).toEqual(IDS);
    const off = ask(driver, FIRST, false, '  drifts since noon ');
    expect(replyIn(off)).toMatchObject({ ok: true, code: 'switched-off' });
    const word = { kind: 'model-switch', model: FIRST, isOn: false, by: 'anna' };
    expect(storedIn(off)).toMatchObject([
      { ...word, reason: 'drifts since noon' },
      { kind: 'audit', action: 'switch-model', by: 'anna' },
      { kind: 'command' },
    ]);
    expect(askedNext(driver)).toEqual(OTHERS);
    expect(driver.world.forecast?.refused).toEqual([
      { id: FIRST, cause: 'left-out', reason: 'switched off by anna: drifts since noon' },
    ]);
    expect(replyIn(ask(driver, FIRST, true)).code).toBe('switched-on');
    expect(askedNext(driver)).toEqual(IDS);
  });

  test('the last one off leaves the regressions, and the answer says so', () => {
    const driver = readyForModels();
    const texts = IDS.map((id) => replyIn(ask(driver, id, false)).text);
    expect(texts.slice(0, -1).every((text) => text.includes('the others go on'))).toBe(true);
    expect(texts.at(-1)).toContain('the regressions answer alone');
    expect(askedNext(driver)).toEqual([]);
    expect(driver.world.forecast).not.toBeNull();
    expect(driver.world.forecast?.fallback).toContain('switched off by anna');
  });

  test('a wish that cannot be is refused by name, and changes nothing', () => {
    const driver = readyForModels();
    const refusals = [
      ask(driver, 'nobody', false),
      ask(driver, FIRST, false, '   '),
      ask(driver, FIRST, true),
    ];
    expect(refusals.map((each) => replyIn(each).code)).toEqual([
      'no-such-model',
      'no-reason',
      'no-change',
    ]);
    expect(refusals.flatMap(storedIn).filter(({ kind }) => kind === 'model-switch')).toEqual([]);
    expect(askedNext(driver)).toEqual(IDS);
  });

  test('a restart keeps it off; a word said before the store was read outlives the older one', () => {
    const at = wallMs(1_795_186_800_000);
    const stored = IDS.map((model) => ({ model, isOn: false, at, by: 'anna', reason: 'drifts' }));
    const driver = createDriver(optionsOf({ models: MADE_UP_MODELS }));
    ask(driver, OTHERS[0] ?? '', false, 'newer');
    driver.send({
      ...{ kind: 'recovered', orders: [], transactions: [], fills: [], approvals: [] },
      ...{ latch: null, orderGroupId: null },
      modelSwitches: stored.map((each) => ({ ...each, isOn: each.model !== FIRST })),
    });
    expect(
      [...driver.world.modelsOff.values()].map(({ model, reason }) => [model, reason]),
    ).toEqual([
      [FIRST, 'drifts'],
      [OTHERS[0], 'newer'],
    ]);
  });
});
