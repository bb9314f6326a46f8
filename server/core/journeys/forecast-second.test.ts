// A second of the forecast through the spine: questions out, answers back in any order, one renewal, bad models left out.
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { MADE_UP_MODELS } from '../3-models/testing/made-up-models.ts';
import type { Effect } from '../effect.ts';
import { tickToOrder } from '../tick-to-order.ts';
import { createWorld, type WorldOptions } from '../world.ts';
import {
  answerAll,
  answerTo,
  history,
  readyForModels as ready,
  requestsIn,
} from './testing/model-seconds.ts';
import { createDriver, optionsOf } from './testing/spine-driver.ts';
import { signalStanding } from './watch-signal.ts';

const MINUTE_MS = 60_000;

function alarmsIn(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((each) => (each.kind === 'alarm' ? [each.code] : []));
}

describe('a second with learned members', () => {
  it('asks all of them in one effect and keeps the forecast with the last answer, whatever the order', () => {
    const forecasts = [0, 1, 2, 3].map((turn) => {
      const driver = ready();
      const requests = requestsIn(driver.second());
      expect(requests.map((each) => each.modelId)).toEqual(MADE_UP_MODELS.map((each) => each.id));
      const before = driver.world.forecast;
      const turned = [...requests.slice(turn), ...requests.slice(0, turn)];
      for (const request of turned.slice(0, -1)) {
        driver.send({ kind: 'answer', answer: answerTo(request) });
        expect(driver.world.forecast).toBe(before);
      }
      answerAll(driver, turned.slice(-1));
      expect(driver.world.forecast).toMatchObject({
        at: driver.now(),
        modelId: 'har-tod+har-x+gbdt+gru',
        fallback: null,
        refused: [],
      });
      return driver.world.forecast;
    });
    for (const forecast of forecasts) expect(forecast).toEqual(forecasts[0]);
  });

  it('renews prices and verdicts once, not once an answer', () => {
    const driver = ready();
    const { ticker } = driver.world.market.contracts.values().next().value?.market ?? {};
    if (ticker === undefined) throw new Error('no market');
    const requests = requestsIn(driver.second());
    const priced = driver.world.fairs.get(ticker);
    driver.passMs(3);
    for (const request of requests.slice(0, 3)) {
      driver.send({ kind: 'answer', answer: answerTo(request) });
      expect(driver.world.fairs.get(ticker)).toBe(priced);
    }
    answerAll(driver, requests.slice(3));
    expect(driver.world.fairs.get(ticker)).not.toBe(priced);
    expect(driver.world.pricedAt).toBe(driver.now());
  });

  it('F106 what has not answered by the next second is late, and its answer is refused by its hash', () => {
    const driver = ready();
    const [late, ...others] = requestsIn(driver.second());
    if (late === undefined) throw new Error('no request');
    answerAll(driver, others);
    const next = driver.second();
    expect(driver.world.forecast?.refused).toEqual([
      { id: 'gbdt-15m', cause: 'answer', reason: 'did not answer in time' },
    ]);
    expect(alarmsIn(driver.send({ kind: 'answer', answer: answerTo(late) }))).toEqual([
      'late-answer',
    ]);
    expect(requestsIn(next)).toHaveLength(4);
  });

  it('F106 a second answer to the same question, and one to no question, change nothing', () => {
    const driver = ready();
    const [first] = requestsIn(driver.second());
    if (first === undefined) throw new Error('no request');
    answerAll(driver, [first]);
    const again = { kind: 'answer', answer: answerTo(first, 1.9) } as const;
    expect(alarmsIn(driver.send(again))).toEqual(['late-answer']);
    const stray = { ...answerTo(first), inputHash: sha256Hex('f'.repeat(64)) };
    expect(alarmsIn(driver.send({ kind: 'answer', answer: stray }))).toEqual(['late-answer']);
  });

  it('F104 three bad answers in a row leave a model out until a restart, and name it every second', () => {
    const driver = ready();
    const spoilt = (request: ModelRequest) =>
      request.modelId === 'gru-60m' ? answerTo(request, Number.NaN) : answerTo(request);
    const codes: string[] = [];
    for (let second = 0; second < 3; second++)
      for (const request of requestsIn(driver.second()))
        codes.push(...alarmsIn(driver.send({ kind: 'answer', answer: spoilt(request) })));
    expect(codes.filter((code) => code === 'model-left-out')).toHaveLength(1);
    const requests = requestsIn(driver.second());
    expect(requests.map((each) => each.modelId)).not.toContain('gru-60m');
    answerAll(driver, requests);
    expect(driver.world.forecast?.refused).toEqual([
      {
        id: 'gru-60m',
        cause: 'left-out',
        reason: 'left out after 3 bad answers in a row: an answer that is not a number',
      },
    ]);
    const hour = driver.world.forecast?.horizons.find((each) => each.minutes === 60);
    const counted = hour?.members.filter((each) => each.weight > 0).map((each) => each.id);
    expect(counted).toEqual(['har-tod', 'har-x', 'gbdt']);
  });

  it('F107 an input the model refuses does not count against the model', () => {
    const driver = ready();
    for (let second = 0; second < 5; second++)
      for (const { modelId, inputHash } of requestsIn(driver.second()))
        driver.send({
          kind: 'answer',
          answer: { kind: 'refused', modelId, inputHash, reason: 'far outside' },
        });
    expect(driver.world.forecast?.fallback).toContain('HAR answers: gbdt-15m refused: far outside');
    expect(requestsIn(driver.second())).toHaveLength(4);
  });

  it('F107 an added model that counts for nothing makes no row doubtful', () => {
    const [tree] = MADE_UP_MODELS;
    if (tree === undefined) throw new Error('no made-up model');
    for (const [id, memberKind, isInRange] of [
      ['gbdt-15m', 'tree', false],
      ['my-model', 'added', true],
    ] as const) {
      const driver = createDriver(optionsOf({ models: [{ ...tree, id, memberKind }] }));
      driver.boot();
      history(driver);
      for (let second = 0; second < 70; second++)
        for (const { modelId, inputHash } of requestsIn(driver.second()))
          driver.send({
            kind: 'answer',
            answer: { kind: 'refused', modelId, inputHash, reason: 'far outside' },
          });
      expect(driver.world.forecast?.refused).toMatchObject([{ id, cause: 'input' }]);
      expect(signalStanding(driver.world).inputsInRange).toBe(isInRange);
    }
  });

  it('without learned members the forecast is made on the second itself', () => {
    const driver = ready({ models: [] });
    const effects = driver.second();
    expect(requestsIn(effects)).toEqual([]);
    expect(driver.world.forecast).toMatchObject({
      at: driver.now(),
      fallback: 'HAR answers: no learned model is loaded',
    });
  });

  it('without a base the averages answer and say how many minutes are known', () => {
    const driver = createDriver(optionsOf({ models: MADE_UP_MODELS }));
    driver.boot();
    driver.seconds(130);
    const { forecast } = driver.world;
    expect(forecast?.modelId).toBe('statistical');
    expect(forecast?.fallback).toMatch(/^EWMA answers: no base yet, \d+ of the last 240 minutes/);
  });

  it('a history out of order is refused with a word, not believed', () => {
    const driver = createDriver();
    driver.boot();
    const bar = { open: 1, high: 1, low: 1, close: 1, volume: 1 };
    const endMs = wallMs(Math.floor(driver.now() / MINUTE_MS) * MINUTE_MS);
    const twice = {
      kind: 'history',
      bars: [
        { ...bar, endMs },
        { ...bar, endMs },
      ],
    } as const;
    expect(alarmsIn(driver.send(twice))).toEqual(['history-refused']);
    const ahead = {
      kind: 'history',
      bars: [{ ...bar, endMs: wallMs(endMs + MINUTE_MS) }],
    } as const;
    expect(alarmsIn(driver.send(ahead))).toEqual(['history-refused']);
  });
});

describe('replay', () => {
  it('I22 the same events over JSON give the same forecasts and the same decision hashes', () => {
    const driver = ready();
    for (let second = 0; second < 5; second++) {
      const requests = requestsIn(driver.second());
      // One of them answers NaN, which the journal keeps as null.
      for (const [i, request] of requests.entries())
        driver.send({ kind: 'answer', answer: answerTo(request, i === 1 ? Number.NaN : 0.2) });
    }
    const options: WorldOptions = JSON.parse(JSON.stringify(driver.world.options));
    const world = createWorld(options);
    for (const { event } of driver.steps) tickToOrder(world, JSON.parse(JSON.stringify(event)));
    expect(driver.world.chain.count).toBeGreaterThan(5);
    expect(world.chain).toEqual(driver.world.chain);
    expect(world.forecast).toEqual(driver.world.forecast);
  });
});
