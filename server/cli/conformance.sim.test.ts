// The whole suite against the simulated venue, one venue that differs, and everything it must refuse.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBench } from '#server/conformance/bench.ts';
import { runConformance, SCENARIO_IDS } from '#server/conformance/run.ts';
import { startSimulatedVenue } from '#server/conformance/simulated-venue.ts';
import { conformanceCommand } from './conformance.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'conformance-'));
});
afterEach(() => rmSync(home, { recursive: true }));

async function runCommand(...argv: readonly string[]) {
  const lines: string[] = [];
  const io = { out: (line: string) => lines.push(line), json: argv.includes('--json') };
  const flags = argv.filter((each) => each !== '--json');
  const code = await conformanceCommand.run([...flags, '--home', home], io);
  return { code, lines };
}

describe('conformance', () => {
  test('the simulator does in every scenario what the reference says, and nothing is left behind', async () => {
    const { code, lines } = await runCommand('--env', 'sim', '--json');
    const report = JSON.parse(lines.at(-1) ?? '');
    const verdicts = report.findings.map(
      (each: { readonly id: string; readonly verdict: string }) => [each.id, each.verdict],
    );
    expect(verdicts).toEqual(SCENARIO_IDS.map((id) => [id, 'same']));
    expect(SCENARIO_IDS.length).toBeGreaterThanOrEqual(23);
    expect(report.leftovers).toEqual([]);
    expect(code).toBe(0);
    const [file = ''] = readdirSync(join(home, 'conformance'));
    const text = readFileSync(join(home, 'conformance', file), 'utf8');
    expect(JSON.parse(text).findings).toHaveLength(SCENARIO_IDS.length);
    for (const finding of report.findings) expect(finding.steps.length).toBeGreaterThan(0);
    // I36: what is signed with never gets into a report.
    expect(text).not.toMatch(/PRIVATE|KALSHI-ACCESS|signature"|"user_id":"[^…]/i);
  }, 180_000);

  test('a venue that differs is told as "other", with what it answered', async () => {
    const venue = await startSimulatedVenue();
    try {
      venue.faults.postOnlyCreatesThenCancels = true;
      const { findings, leftovers } = await runConformance(
        createBench(venue.options),
        { ids: ['post-only-cross', 'settlement'], settlement: null },
        () => undefined,
      );
      expect(findings).toMatchObject([
        { id: 'post-only-cross', verdict: 'other', observed: expect.stringContaining('201') },
        { id: 'settlement', verdict: 'not testable' },
      ]);
      expect(leftovers).toEqual([]);
    } finally {
      await venue.stop();
    }
  }, 60_000);

  test('demo without its keys says which variables are missing, and sends nothing', async () => {
    await expect(runCommand('--env', 'demo')).rejects.toThrow(/VOLTAGE_KALSHI_DEMO_KEY_ID/);
    expect(readdirSync(home)).toEqual([]);
  });

  test('F38 no other exchange is ever tried on', async () => {
    for (const env of ['live', 'paper', 'prod', ''])
      await expect(runCommand('--env', env)).rejects.toThrow('--env must be sim or demo');
  });
});
