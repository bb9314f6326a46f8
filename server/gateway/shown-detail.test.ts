// What looks like a secret never reaches a browser; what does not is shown to the letter.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownDetail } from './shown-detail.ts';

describe('the detail of an audit row', () => {
  test('a detail without secrets stays the text that was hashed, spaces and all', () => {
    for (const text of [
      '{"body":{"kind":"kill","reason":"enough"},"ok":true}',
      '{ "limits": { "writeTokensPerSecond": 10 } }',
      '{"session":"1f2e3d4c","address":"127.0.0.1"}',
      '{}',
      'not JSON at all',
    ])
      expect(shownDetail(text)).toEqual({ detail: text, withheld: [] });
  });

  test('a field named like a secret is withheld at any depth, and its place is told', () => {
    const text = JSON.stringify({
      body: { setupToken: 'abc', tries: [{ Password: 'hunter2' }] },
      api_key: 'k-1',
      ok: true,
    });
    const shown = shownDetail(text);
    expect(shown.withheld).toEqual(['body.setupToken', 'body.tries.0.Password', 'api_key']);
    expect(shown.detail).not.toMatch(/abc|hunter2|k-1/);
    expect(JSON.parse(shown.detail).ok).toBe(true);
  });

  test('a value that looks like a key is withheld whatever its field is called', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA';
    expect(shownDetail(JSON.stringify({ note: pem })).detail).not.toContain('MC4CAQ');
    expect(shownDetail(`text with ${pem}`)).toEqual({ detail: 'withheld', withheld: ['detail'] });
    expect(shownDetail('{"a":"$argon2id$v=19$m=1"}').withheld).toEqual(['a']);
  });

  test('no value under a secret name is ever in what is shown', () => {
    const name = fc.constantFrom('password', 'token', 'newPassword', 'cookie', 'key', 'signature');
    fc.assert(
      fc.property(fc.jsonValue(), name, (value, field) => {
        const marked = { before: value, deep: { [field]: { inner: 'm4rk3d-v4lu3' } } };
        const shown = shownDetail(JSON.stringify(marked));
        expect(shown.detail).not.toContain('m4rk3d-v4lu3');
        expect(shown.withheld).toContain(`deep.${field}`);
      }),
    );
  });
});
