// One publish per frame, and a slower one while nobody looks.
import { describe, expect, it } from 'vitest';
import { createFrameFlush, type FrameParts } from './frame-flush.ts';

function fakeParts() {
  let hidden = false;
  let nextId = 1;
  const frames = new Map<number, () => void>();
  const timers = new Map<number, { run: () => void; ms: number }>();
  const reported: unknown[] = [];
  const parts: FrameParts = {
    requestFrame(run) {
      frames.set(nextId, run);
      return nextId++;
    },
    cancelFrame: (id) => void frames.delete(id),
    setTimer(run, ms) {
      timers.set(nextId, { run, ms });
      return nextId++;
    },
    clearTimer: (id) => void timers.delete(id),
    isHidden: () => hidden,
    report: (error) => void reported.push(error),
  };
  return {
    parts,
    reported,
    frames,
    timers,
    hide(value: boolean) {
      hidden = value;
    },
    runFrames() {
      const due = [...frames.values()];
      frames.clear();
      for (const run of due) run();
    },
    runTimers(ms: number) {
      for (const [id, timer] of [...timers])
        if (timer.ms === ms) {
          timers.delete(id);
          timer.run();
        }
    },
  };
}

describe('frame flush', () => {
  it('many requests make one publish', () => {
    const fake = fakeParts();
    let published = 0;
    const flush = createFrameFlush(fake.parts, () => {
      published += 1;
    });
    for (let i = 0; i < 100; i++) flush.request();
    expect(fake.frames.size).toBe(1);
    fake.runFrames();
    expect(published).toBe(1);
    flush.request();
    fake.runFrames();
    expect(published).toBe(2);
  });

  it('a hidden tab publishes by timer, because frames stop there', () => {
    const fake = fakeParts();
    let published = 0;
    const flush = createFrameFlush(fake.parts, () => {
      published += 1;
    });
    fake.hide(true);
    flush.request();
    expect(fake.frames.size).toBe(0);
    fake.runTimers(1_000);
    expect(published).toBe(1);
  });

  it('a publish waiting for a frame is moved to the timer when the tab is hidden', () => {
    const fake = fakeParts();
    let published = 0;
    const flush = createFrameFlush(fake.parts, () => {
      published += 1;
    });
    flush.request();
    fake.hide(true);
    flush.visibilityChanged();
    expect(fake.frames.size).toBe(0);
    fake.runTimers(1_000);
    expect(published).toBe(1);
  });

  it('ticks repeat until stopped, and a removed listener is silent', () => {
    const fake = fakeParts();
    let ticks = 0;
    const flush = createFrameFlush(fake.parts, () => {});
    const stop = flush.onTick(() => {
      ticks += 1;
    });
    const tick = () => {
      fake.runTimers(250);
      fake.runFrames();
    };
    tick();
    tick();
    stop();
    tick();
    expect(ticks).toBe(2);
    flush.stop();
    expect(fake.timers.size).toBe(0);
  });

  it('ticks go on in a hidden tab, and none holds up the publish that news ask for', () => {
    const fake = fakeParts();
    let ticks = 0;
    const flush = createFrameFlush(fake.parts, () => {});
    flush.onTick(() => {
      ticks += 1;
    });
    fake.hide(true);
    fake.runTimers(250);
    expect(ticks).toBe(1);
    expect([...fake.timers.values()].map(({ ms }) => ms)).toEqual([250]);
    flush.request();
    expect([...fake.timers.values()].map(({ ms }) => ms)).toEqual([250, 1_000]);
  });

  it('what throws is reported and stops none of the others', () => {
    const fake = fakeParts();
    const said: string[] = [];
    const fail = (what: string) => () => {
      throw new Error(what);
    };
    const flush = createFrameFlush(fake.parts, fail('publish'));
    flush.onTick(fail('listener'));
    flush.onTick(() => said.push('tick'));
    flush.next(fail('task'));
    flush.next(() => said.push('task'));
    fake.runTimers(250);
    fake.runFrames();
    expect(said).toEqual(['task', 'tick']);
    expect(fake.reported.map(String)).toEqual([
      ...['Error: publish', 'Error: task', 'Error: listener'],
    ]);
    flush.request();
    expect(fake.frames.size).toBe(1);
  });

  it('tasks run once, after the publish, in the same frame as the tick', () => {
    const fake = fakeParts();
    const said: string[] = [];
    const flush = createFrameFlush(fake.parts, () => said.push('publish'));
    flush.onTick(() => said.push('tick'));
    flush.next(() => {
      said.push('task');
      flush.next(() => said.push('task of the task'));
    });
    fake.runTimers(250);
    expect(fake.frames.size).toBe(1);
    fake.runFrames();
    expect(said).toEqual(['publish', 'task', 'tick']);
    fake.runFrames();
    expect(said).toEqual(['publish', 'task', 'tick', 'publish', 'task of the task']);
  });
});
