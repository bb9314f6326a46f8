// /api/audit over HTTP: who may read, what a page holds, one check of the chain at a time, and an export that is whole.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAuditReader } from './audit-reader.ts';
import { contextOf, SCENE_NOW, type ServedApi, serveApi } from './testing/api-scene.ts';
import { createMemoryAudit, type MemoryAudit, sampleEntry } from './testing/memory-audit.ts';

let audit: MemoryAudit;
let api: ServedApi;

beforeEach(async () => {
  audit = createMemoryAudit();
  api = await serveApi(contextOf({ audit: createAuditReader(audit) }));
});

afterEach(() => api.close());

function get(path: string, headers: Readonly<Record<string, string>> = { cookie: api.cookie }) {
  return fetch(`${api.origin}${path}`, { headers });
}

async function read(path: string) {
  const response = await get(path);
  return { status: response.status, body: await response.json() };
}

async function verify(headers: Readonly<Record<string, string>> = { cookie: api.cookie }) {
  const json = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers: { ...json, ...headers }, body: '{}' };
  const response = await fetch(`${api.origin}/api/audit/verify`, request);
  return { status: response.status, body: await response.json() };
}

const READS = ['/api/audit', '/api/audit/names', '/api/audit/export'];

describe('the audit', () => {
  test('I9 without a session no row, no name, no file and no check is given', async () => {
    audit.rows.push(sampleEntry(1));
    for (const path of READS) expect((await get(path, {})).status).toBe(401);
    expect((await verify({})).status).toBe(401);
  });

  test('F87 without a database every question is answered 503, the export before its first byte', async () => {
    audit.isDown = true;
    for (const path of READS)
      expect(await read(path)).toMatchObject({ status: 503, body: { code: 'store-down' } });
    expect((await verify()).status).toBe(503);
    audit.isDown = false;
    expect((await verify()).status).toBe(200);
  });

  test('the pages run through every row once, newest first, and so they do for one name', async () => {
    for (let seq = 1; seq <= 230; seq++)
      audit.rows.push(sampleEntry(seq, { action: seq % 2 ? 'arm' : 'pause' }));
    for (const [filter, count] of [
      ['', 230],
      ['&action=pause', 115],
      ['&by=nobody', 0],
    ] as const) {
      const seen: number[] = [];
      let path: string | null = `/api/audit?${filter.slice(1)}`;
      while (path !== null) {
        const { status, body } = await read(path);
        expect(status).toBe(200);
        seen.push(...body.rows.map((row: { readonly seq: number }) => row.seq));
        path = body.next === null ? null : `/api/audit?before=${body.next}${filter}`;
      }
      expect(seen).toHaveLength(count);
      expect(seen).toEqual(seen.toSorted((left, right) => right - left));
    }
    expect((await read('/api/audit/names')).body).toMatchObject({ actions: ['arm', 'pause'] });
  });

  test('a place that is none, a name too long and an unknown wish are refused', async () => {
    for (const query of ['before=0', 'before=-1', 'before=x', 'by=', 'limit=1', 'before=1e3'])
      expect((await read(`/api/audit?${query}`)).status).toBe(400);
    expect((await read(`/api/audit?by=${'x'.repeat(129)}`)).status).toBe(400);
  });

  test('a secret that came into a row does not leave the server, by no way', async () => {
    audit.rows.push(sampleEntry(1, { detail: '{"body":{"token":"m4rk3d"},"ok":true}' }));
    expect((await read('/api/audit')).body.rows[0].withheld).toEqual(['body.token']);
    for (const path of READS) expect(await (await get(path)).text()).not.toContain('m4rk3d');
  });
});

describe('the check of the chain', () => {
  test('a whole chain and a broken one are both told in full', async () => {
    audit.rows.push(sampleEntry(1));
    expect(await verify()).toEqual({
      status: 200,
      body: {
        ...{ ok: true, isWhole: true, rows: 1, brokenAt: null },
        ...{ head: 'a'.repeat(64), at: SCENE_NOW },
      },
    });
    const head = 'd'.repeat(64);
    audit.verdict = async () => ({ ok: false, rows: 40, brokenAt: 'row 41 was changed', head });
    expect((await verify()).body).toMatchObject({
      ...{ ok: true, isWhole: false, rows: 40, brokenAt: 'row 41 was changed', head },
    });
  });

  test('a second check is refused while one runs, and allowed after it, failed or not', async () => {
    let fail: (error: Error) => void = () => undefined;
    let first: ReturnType<typeof verify> | null = null;
    await new Promise<void>((begun) => {
      audit.verdict = () => {
        begun();
        return new Promise((_, reject) => {
          fail = reject;
        });
      };
      first = verify();
    });
    expect(await verify()).toMatchObject({ status: 409, body: { code: 'verifying' } });
    fail(new Error('the database went'));
    expect(await first).toMatchObject({ status: 503 });
    audit.verdict = async () => ({ ok: true, rows: 0, head: '0'.repeat(64) });
    expect((await verify()).status).toBe(200);
  });
});

describe('the export', () => {
  test('every row is a line of JSON, oldest first, in a file named after mode and day', async () => {
    for (let seq = 1; seq <= 1_234; seq++) audit.rows.push(sampleEntry(seq));
    const response = await get('/api/audit/export');
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="voltage-audit-sim-\d{4}-\d\d-\d\d\.jsonl"$/,
    );
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(audit.rows.map((row) => row.seq));
    expect(JSON.parse(lines[0] ?? '')).toEqual({ ...sampleEntry(1), withheld: [] });
  });

  test('a database that goes half way breaks the file off: half is not taken for the whole', async () => {
    for (let seq = 1; seq <= 1_000; seq++) audit.rows.push(sampleEntry(seq));
    const { auditAfter } = audit;
    audit.auditAfter = (after, limit) =>
      after === 0 ? auditAfter(after, limit) : Promise.reject(new Error('the database went'));
    await expect(get('/api/audit/export').then((response) => response.text())).rejects.toThrow();
  });

  test('an empty audit is an empty file', async () => {
    const response = await get('/api/audit/export');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});
