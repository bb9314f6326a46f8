// A paused list: it neither moves nor lies, and says how many wait.
import { describe, expect, it } from 'vitest';
import { pausedRows } from './paused-rows.ts';

interface Row {
  readonly id: string;
  readonly state: string;
}

const row = (id: string, state = 'resting'): Row => ({ id, state });
const idOf = ({ id }: Row) => id;

describe('a paused list', () => {
  it('without a pause is the list itself, and nobody waits', () => {
    const rows = [row('b'), row('a')];
    expect(pausedRows({ rows, all: rows }, null, idOf)).toEqual({ rows, waiting: 0 });
  });

  it('newcomers wait and are counted, the others keep their places', () => {
    const rows = [row('d'), row('c'), row('b'), row('a')];
    expect(pausedRows({ rows, all: rows }, ['b', 'a'], idOf)).toEqual({
      rows: [row('b'), row('a')],
      waiting: 2,
    });
  });

  it('a row that changed says so in its place, also when the list would show it no more', () => {
    const all = [row('c'), row('b', 'filled'), row('a', 'unknown')];
    const shown = pausedRows({ rows: [row('c')], all }, ['b', 'a'], idOf);
    expect(shown).toEqual({ rows: [row('b', 'filled'), row('a', 'unknown')], waiting: 1 });
  });

  it('a row that nobody knows any more is not shown as it was', () => {
    expect(pausedRows({ rows: [], all: [] }, ['a'], idOf)).toEqual({ rows: [], waiting: 0 });
  });
});
