// Manifests and cards of the model folders, for people. In: the two directories. Out: the model-papers port.
// Loads no runtime and checks no golden row: whether a model runs is the engine's word, not a folder's.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureFacts, ManifestFacts, ModelPapers } from '#lib/wire/models-http.ts';
import type { ModelPapersSource } from '#server/ports/model-papers.ts';
import type { ModelOrigin } from '#server/ports/model-runner.ts';
import { readArtefact } from './artefact-files.ts';
import { parseManifest } from './manifest.ts';
import type { Manifest } from './manifest-schema.ts';
import { entriesOf } from './model-folders.ts';

export interface PapersParts {
  /** The folder that holds one folder per shipped model, and the like for added ones. */
  readonly shipped: string;
  readonly added: string;
}

const STAMPED = ['model.onnx', 'manifest.json', 'model-card.md', 'weights.json'] as const;

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function featureFacts({ ranges, deciles = [] }: Manifest): readonly FeatureFacts[] {
  return ranges.map(({ name, low, high }, i) => {
    const edges = deciles[i]?.name === name ? deciles[i].edges : null;
    const [p10, p50, p90] = [edges?.[0], edges?.[4], edges?.[8]];
    const isKnown = p10 !== undefined && p50 !== undefined && p90 !== undefined;
    return { name, low, high, deciles: isKnown ? [p10, p50, p90] : null };
  });
}

function manifestFacts(manifest: Manifest): ManifestFacts {
  const { training, layout, input, output } = manifest;
  return {
    kind: manifest.kind,
    horizonMinutes: manifest.horizonMinutes ?? null,
    fileSha256: manifest.fileSha256,
    weightsSha256: manifest.weightsSha256 ?? null,
    ...{ layoutVersion: layout.version, layoutHash: layout.hash },
    ...{ inputShape: input.shape, outputShape: output.shape, parts: manifest.parts },
    outputMeaning: manifest.outputMeaning ?? null,
    licence: manifest.licence ?? null,
    goldenRows: manifest.golden.length,
    goldenFrom: manifest.goldenFrom ?? null,
    training: Object.entries(training).map(([name, value]) => ({ name, text: textOf(value) })),
    trainedFrom: numberOf(training['fromMs']),
    trainedTo: numberOf(training['toMs']),
    features: featureFacts(manifest),
  };
}

function readPapers(folder: string, id: string, origin: ModelOrigin): ModelPapers {
  const nothing = { id, origin, fileSha256: null, card: null, manifest: null };
  const files = readArtefact(folder, []);
  if (!files.ok) return { ...nothing, problem: files.error };
  const model = files.value.get('model.onnx');
  const manifestText = files.value.get('manifest.json')?.toString('utf8');
  const manifest = manifestText === undefined ? null : parseManifest(manifestText, origin);
  return {
    ...{ id, origin },
    problem: manifest === null ? 'manifest.json is missing' : manifest.ok ? null : manifest.error,
    fileSha256: model === undefined ? null : createHash('sha256').update(model).digest('hex'),
    card: files.value.get('model-card.md')?.toString('utf8') ?? null,
    manifest: manifest?.ok === true ? manifestFacts(manifest.value) : null,
  };
}

/** Sizes and times of the files: a folder that did not change is not read again. */
function stampOf(folder: string): string {
  return STAMPED.map((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found === undefined ? '-' : `${found.size}@${found.mtimeMs}`;
  }).join();
}

/** Reads folders as they are at each call; unchanged ones are kept. */
export function createModelPapers(parts: PapersParts): ModelPapersSource {
  const kept = new Map<string, { readonly stamp: string; readonly papers: ModelPapers }>();
  const papersOf = (directory: string, id: string, origin: ModelOrigin): ModelPapers => {
    const folder = join(directory, id);
    try {
      const stamp = stampOf(folder);
      const known = kept.get(folder);
      if (known?.stamp === stamp) return known.papers;
      const papers = readPapers(folder, id, origin);
      kept.set(folder, { stamp, papers });
      return papers;
    } catch (error) {
      const problem = `it cannot be read (${error instanceof Error ? error.message : error})`;
      return { id, origin, problem, fileSha256: null, card: null, manifest: null };
    }
  };
  const listOf = (directory: string, origin: ModelOrigin): readonly ModelPapers[] =>
    entriesOf(directory).map((entry) =>
      entry.isDirectory()
        ? papersOf(directory, entry.name, origin)
        : {
            ...{ id: entry.name, origin, problem: 'it is not a folder but a link' },
            ...{ fileSha256: null, card: null, manifest: null },
          },
    );
  return { list: () => [...listOf(parts.shipped, 'shipped'), ...listOf(parts.added, 'added')] };
}
