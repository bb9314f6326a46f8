// Nobody in sight pauses entries with a reason, exits go on, and only a person's Arm resumes.
import { describe, expect, test } from 'vitest';
import { createDriver, type Driver, optionsOf, ordersIn } from './testing/spine-driver.ts';

const LIMIT_MS = 20_000;

function armed(): Driver {
  const driver = createDriver(optionsOf({ operatorAbsenceMs: LIMIT_MS }));
  driver.boot();
  driver.seconds(70);
  driver.command({ kind: 'arm' });
  return driver;
}

const state = (driver: Driver) => driver.world.control.state;

describe('operator in sight', () => {
  test('without a console entries pause after the configured time, with the reason, and not before', () => {
    const driver = armed();
    driver.seconds(20);
    expect(state(driver)).toBe('armed');
    const effects = driver.seconds(2);
    expect(state(driver)).toBe('paused');
    expect(driver.world.control.reason).toContain('no console has been open');
    expect(effects.some((each) => each.kind === 'alarm' && each.code === 'no-operator')).toBe(true);
    expect(ordersIn([...driver.quote(40, 42), ...driver.seconds(2)])).toEqual([]);
  });

  test('a live console keeps entries possible; one whose server fell silent does not', () => {
    const driver = armed();
    for (let i = 0; i < 8; i++) {
      driver.send({ kind: 'presence', consoles: 1 });
      driver.seconds(5);
      // What is offered meanwhile is seen to: this test is about presence alone.
      driver.command({ kind: 'pause', reason: '' });
      driver.command({ kind: 'arm' });
    }
    expect(state(driver)).toBe('armed');
    driver.seconds(21);
    expect(state(driver)).toBe('paused');
  });

  test('an offer that nobody answers pauses entries although a console is open', () => {
    const driver = armed();
    driver.quote(47, 49);
    for (let i = 0; i < 60 && state(driver) === 'armed'; i++) {
      driver.send({ kind: 'presence', consoles: 1 });
      driver.seconds(5);
    }
    expect(driver.world.control.reason).toContain('unanswered');
  });

  test('a person who returns resumes by arming, not by opening a console', () => {
    const driver = armed();
    driver.seconds(25);
    driver.send({ kind: 'presence', consoles: 1 });
    driver.seconds(3);
    expect(state(driver)).toBe('paused');
    driver.command({ kind: 'arm' });
    driver.send({ kind: 'presence', consoles: 1 });
    driver.seconds(3);
    expect(state(driver)).toBe('armed');
  });
});
