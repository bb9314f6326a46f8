// Assertions and results: caller's faults and our own are told apart.
import { describe, expect, it } from 'vitest';
import { assertCondition, assertInvariant, ensure } from './check.ts';
import { fail, ok, unwrap } from './result.ts';

describe('assertions', () => {
  it('name whose fault it is', () => {
    expect(() => assertCondition(false, 'x')).toThrow('Condition failed: x');
    expect(() => assertInvariant(false, 'x')).toThrow('Invariant: x');
    expect(() => assertCondition(true, 'x')).not.toThrow();
  });

  it('ensure passes zero, false and empty text, and refuses only what is absent', () => {
    expect([ensure(0, ''), ensure(false, ''), ensure('', '')]).toEqual([0, false, '']);
    expect(() => ensure(null, 'gone')).toThrow('Invariant: gone');
    expect(() => ensure(undefined, 'gone')).toThrow('Invariant: gone');
  });

  it('unwrap gives the value or throws the reason', () => {
    expect(unwrap(ok(3))).toBe(3);
    expect(() => unwrap(fail('price: too fine'))).toThrow('price: too fine');
  });
});
