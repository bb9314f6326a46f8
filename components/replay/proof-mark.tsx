// Whether the record and the core agree about the decision shown: tick, cross or neither, always with words. In: the proof.
import type { MomentProof } from '#lib/wire/moment-http.ts';

const LOOK = {
  same: { sign: '✓', tone: 'text-gain', title: 'Recomputed: the same decision' },
  different: { sign: '✗', tone: 'text-severity-critical', title: 'Recomputed: not the same' },
  'not-recorded': { sign: '–', tone: 'text-ink-faint', title: 'Not recorded' },
} as const;

export function ProofMark({ proof }: { proof: MomentProof }) {
  const { outcome, recordedHash, computedHash, eventSeq, identicalCount, text } = proof;
  const { sign, tone, title } = LOOK[outcome];
  return (
    <section
      aria-label="Proof"
      data-testid="moment-proof"
      data-outcome={outcome}
      className="border border-line bg-surface p-2 text-xs"
    >
      <p className={`text-sm font-semibold ${tone}`}>
        <span aria-hidden="true">{sign}</span> {title}
      </p>
      <p className="text-ink-soft">{text}.</p>
      {outcome !== 'not-recorded' && (
        <p className="num break-all whitespace-normal text-ink-faint">
          recorded {recordedHash ?? 'nothing'} · computed {computedHash ?? 'nothing'} · event{' '}
          {eventSeq ?? '–'} · {identicalCount} decisions of all markets compared and the same since
          the start of the engine
        </p>
      )}
    </section>
  );
}
