// Rules about marks on small strings. Marks are put together from halves, so that this file holds none itself.
import { expect, test } from 'vitest';
import { notesToSelf, rawColours, secrets, suppressions } from './marks.ts';

const joined = (...halves: string[]): string => halves.join('');

test.each(['TO|DO', 'FIX|ME', 'XX|X', 'HA|CK'])(
  '%s in a comment or a document is found',
  (halves) => {
    const mark = joined(...halves.split('|'));
    expect(notesToSelf({ path: 'a.ts', text: `// ${mark}: later` })).toHaveLength(1);
    expect(notesToSelf({ path: 'a.md', text: `# ${mark}` })).toHaveLength(1);
    expect(notesToSelf({ path: 'a.ts', text: `const a = '${mark}';` })).toEqual([]);
  },
);

test.each([
  'biome-|ignore lint',
  '@ts-|ignore',
  '@ts-|expect-error',
  '@ts-|nocheck',
  'eslint-|disable',
])('%s in a comment is found', (halves) => {
  const text = `// ${joined(...halves.split('|'))}`;
  expect(suppressions({ path: 'a.ts', text })).toHaveLength(1);
});

test('a type test may expect an error, and nothing else', () => {
  const expectError = `// ${joined('@ts-', 'expect-error')}`;
  const ignore = `// ${joined('@ts-', 'ignore')}`;
  expect(suppressions({ path: 'a.test-d.ts', text: expectError })).toEqual([]);
  expect(suppressions({ path: 'a.test-d.ts', text: ignore })).toHaveLength(1);
});

test.each(["'#fff'", "'#12ab34'", "'#12ab34cc'", "'rgb(1, 2, 3)'", '"oklch(0.7 0.1 20)"'])(
  'the raw colour %s is found in the console only',
  (literal) => {
    const text = `const a = ${literal};`;
    expect(rawColours({ path: 'components/a.tsx', text })).toHaveLength(1);
    expect(rawColours({ path: 'server/a.ts', text })).toEqual([]);
    expect(rawColours({ path: 'app/globals.css', text })).toEqual([]);
  },
);

test('private names, anchors and tokens are no colours', () => {
  const text = "const a = this.#abc; const b = '#main'; const c = 'var(--color-bid)';";
  expect(rawColours({ path: 'components/a.tsx', text })).toEqual([]);
});

test.each([
  ['a private key', joined('-----BEGIN RSA PRIV', 'ATE KEY-----\nMIIEowIBAAKCAQEAq1w2e3r4')],
  ['an access key', joined('AKI', 'AIOSFODNN7EXAMPLE')],
  ['a token', joined('gh', 'p_0123456789abcdefghijABCDEFGHIJ')],
  ['a database password', joined('postgres', '://me:hunter2hunter2@db.example.com/x')],
])('%s is found', (_, text) => {
  expect(secrets({ path: 'a.json', text })).toHaveLength(1);
});

test.each([
  ['the frame of a key', joined('-----BEGIN PRIV', 'ATE KEY-----\n\x24{body}')],
  ['a local database', joined('postgres', '://voltage:voltage@127.0.0.1:5432/x')],
  ['an ordinary word', 'skip-the-first-twenty-four-of-them'],
])('%s is no secret', (_, text) => {
  expect(secrets({ path: 'a.ts', text })).toEqual([]);
});
