// Which errors are a definite no, seen through the shapes that Prisma and its driver wrap them in.
import { expect, test } from 'vitest';
import { isLeaseLost, isRefusal } from './refusal.ts';

const wrapped = (originalCode: string) =>
  Object.assign(new Error('x'), {
    code: 'P2010',
    meta: { driverAdapterError: Object.assign(new Error('x'), { cause: { originalCode } }) },
  });

test.each([
  ['our own refusals', wrapped('VK002'), true],
  ['a broken constraint', wrapped('23514'), true],
  ['a missing privilege', wrapped('42501'), true],
  ['a unique key by Prisma', Object.assign(new Error('x'), { code: 'P2002' }), true],
  ['an invariant of ours', new Error('Invariant: 0.5 is not an exact integer'), true],
  [
    'a refusal at commit',
    Object.assign(new Error('x'), { cause: { originalCode: 'VK004' } }),
    true,
  ],
  ['a terminated connection', wrapped('57P01'), false],
  ['a full disk', wrapped('53100'), false],
  ['a lock not granted in time', wrapped('55P03'), false],
  ['a deadlock', wrapped('40P01'), false],
  ['a closed socket', Object.assign(new Error('x'), { code: 'ECONNRESET' }), false],
  ['a server that is not there', Object.assign(new Error('x'), { code: 'P1001' }), false],
  ['something that is no error', 'gone', false],
])('%s', (_, error, refusal) => {
  expect(isRefusal(error)).toBe(refusal);
});

test('only the own code of the lease means that it is lost', () => {
  expect(isLeaseLost(wrapped('VK001'))).toBe(true);
  expect(isLeaseLost(wrapped('VK002'))).toBe(false);
});
