// Crossing rule on small strings.
import { expect, test } from 'vitest';
import { strayExports } from './crossings.ts';

const found = (text: string, path = 'server/core/4-gate/intent-to-verdict.ts') =>
  strayExports({ path, text }).map((each) => each.text);

const OWN = 'export function intentToVerdict() {}';

test.each([
  ['its own function', OWN],
  ['types beside it', `${OWN} export type A = 1; export interface B { c: 2 }`],
  ['a question beside it', `${OWN} export function isMinted() {}`],
  ['private functions', `${OWN} function other() {} const one = 1;`],
  ['a constant of that name', 'export const intentToVerdict = () => 1;'],
])('a crossing may hold %s', (_, text) => {
  expect(found(text)).toEqual([]);
});

test.each([
  ['a second function', `${OWN} export function other() {}`],
  ['a class', `${OWN} export class other {}`],
  ['a constant', `${OWN} export const other = 1;`],
  ['a listed export', `${OWN} const other = 1; export { other };`],
])('%s is found', (_, text) => {
  expect(found(text)).toEqual(['exports other beside intentToVerdict']);
});

test('a crossing without its function is found', () => {
  expect(found('export function isMinted() {}')).toEqual(['does not export intentToVerdict']);
});

test('digits are part of a name, and other files and tests are free', () => {
  expect(found('export function a2ToB() {}', 'lib/a2-to-b.ts')).toEqual([]);
  expect(found('export const a = 1;', 'lib/price.ts')).toEqual([]);
  expect(found('export const a = 1;', 'lib/a-to-b.test.ts')).toEqual([]);
});
