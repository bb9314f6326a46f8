// The facts of a manifest. In: papers of a folder, row of the engine. Out: named facts, hashes whole.
import { type Fact, Facts } from '#components/ui/facts.tsx';
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import type { ManifestFacts } from '#lib/wire/models-http.ts';
import { fileDoubt, type ModelLine } from './models-view.ts';

export interface ManifestListProps {
  readonly line: ModelLine;
}

const DAY_NAMES = ['fromMs', 'toMs'];

function day(atMs: number | null): string {
  return atMs === null ? 'not said' : new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** Words that wrap between words: hashes beside them wrap anywhere. */
function Prose({ text }: { text: string }) {
  return <span className="font-sans break-normal">{text}</span>;
}

function goldenText({ goldenRows, goldenFrom }: ManifestFacts): string {
  const by =
    goldenFrom === 'file'
      ? 'computed by the file itself: they prove that the file is whole, not that it answers as the trainer’s did'
      : goldenFrom === 'trainer'
        ? 'computed by what trained it'
        : 'computed when it was shipped';
  return `${formatFixed(goldenRows, 0)} rows, ${by}; asked at every start, at most 0.00001 apart`;
}

function factsOf(manifest: ManifestFacts, line: ModelLine): readonly Fact[] {
  const { row, papers } = line;
  const { trainedFrom, trainedTo, training } = manifest;
  return [
    { name: 'File that runs', value: row?.hash ?? 'not loaded' },
    { name: 'File on disk', value: papers?.fileSha256 ?? 'not there' },
    { name: 'Manifest says', value: manifest.fileSha256 },
    { name: 'Weights', value: manifest.weightsSha256 ?? 'none beside the file' },
    { name: 'Answers', value: manifest.outputMeaning ?? MISSING },
    { name: 'Trained on', value: `${day(trainedFrom)} to ${day(trainedTo)} UTC` },
    ...training
      .filter(({ name }) => !DAY_NAMES.includes(name))
      .map(({ name, text }) => ({ name: `· ${name}`, value: text })),
    { name: 'Features', value: `${manifest.features.length}, listed with what it is shown` },
    { name: 'Feature layout', value: `v${manifest.layoutVersion} ${manifest.layoutHash}` },
    {
      name: 'Input, output',
      value: `${manifest.inputShape.join('×')}, ${manifest.outputShape.join('×')}`,
    },
    { name: 'Parts', value: manifest.parts.length === 0 ? 'none' : manifest.parts.join(', ') },
    { name: 'Golden vectors', value: <Prose text={goldenText(manifest)} /> },
    {
      name: 'Calibration',
      value: (
        <Prose text="none of its own: the combination is calibrated, by time to close, under “Weight against the market”" />
      ),
    },
    { name: 'Licence', value: <Prose text={manifest.licence ?? 'not said'} /> },
  ];
}

export function ManifestList({ line }: ManifestListProps) {
  const { papers } = line;
  const doubt = fileDoubt(line);
  if (papers === null)
    return <p className="p-2 text-xs text-ink-faint">No folder of this model is on disk.</p>;
  return (
    <>
      {doubt !== null && (
        <p role="status" className="px-2 pt-2 text-xs text-severity-warning">
          {doubt}
        </p>
      )}
      {papers.problem !== null && (
        <p className="px-2 pt-2 text-xs text-severity-critical">
          The folder cannot be read: {papers.problem}.
        </p>
      )}
      {papers.manifest !== null && <Facts facts={factsOf(papers.manifest, line)} />}
    </>
  );
}
