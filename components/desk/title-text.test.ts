// The tab's title: never a price that is old, always the count of what waits.
import { describe, expect, it } from 'vitest';
import { type TitleFacts, titleText } from './title-text.ts';

const FACTS: TitleFacts = {
  mode: 'live',
  trading: 'armed',
  health: 'up',
  waiting: 0,
  incidents: 0,
  mid: '84,912.50',
};

describe('title text', () => {
  const cases: readonly (readonly [string, Partial<TitleFacts>, string])[] = [
    ['mode, state and price', {}, 'LIVE armed 84,912.50 · Voltage'],
    ['what waits comes first', { waiting: 2 }, '(2) LIVE armed 84,912.50 · Voltage'],
    [
      'incidents follow the offers',
      { waiting: 2, incidents: 1 },
      '(2) !1 LIVE armed 84,912.50 · Voltage',
    ],
    [
      'incidents stay on a lost line',
      { incidents: 3, health: 'down' },
      '!3 DISCONNECTED · Voltage',
    ],
    ['a kill is shouted', { trading: 'killed' }, 'LIVE KILLED 84,912.50 · Voltage'],
    ['a lost line hides the price', { health: 'down' }, 'DISCONNECTED · Voltage'],
    ['a lost engine too', { health: 'engine-down' }, 'ENGINE DOWN · Voltage'],
    ['before the first state', { mode: null, trading: null }, 'Voltage'],
  ];
  for (const [title, part, expected] of cases)
    it(title, () => expect(titleText({ ...FACTS, ...part })).toBe(expected));
});
