// What the page shows, in its address: it survives a reload. In: name, value. Out: nothing; the search parameters change.
'use client';
import { useSearchParams } from 'next/navigation';
import { BUCKET_SECONDS } from '#lib/domain/settled-quote.ts';
import type { ReliabilityCurve } from '#lib/wire/models-http.ts';
import { SPANS, type Span, VOICE_NAMES } from './scores-view.ts';

export interface ModelsChoice {
  /** Id of the model that stands open; null = the first one. */
  readonly model: string | null;
  readonly span: Span;
  /** Seconds to close; null = all together. */
  readonly bucket: number | null;
  readonly voice: ReliabilityCurve['speaker'];
}

export const VOICES: readonly ReliabilityCurve['speaker'][] = [
  ...(['mid', 'tree', 'sequence', 'combined', 'calibrated', 'blended'] as const),
];

/** What the address names; anything else is the usual choice. */
export function useModelsChoice(): ModelsChoice {
  const search = useSearchParams();
  const bucket = search.get('bucket');
  return {
    model: search.get('model'),
    span: SPANS.find((each) => each === search.get('span')) ?? 'all',
    bucket: BUCKET_SECONDS.find((each) => String(each) === bucket) ?? null,
    voice: VOICES.find((each) => each === search.get('voice')) ?? 'calibrated',
  };
}

/** Into the address, without a request. */
export function chooseModels(name: keyof ModelsChoice, value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.history.replaceState(null, '', url);
}

/** "Calibrated", "Market mid". */
export function voiceName(voice: ReliabilityCurve['speaker']): string {
  return VOICE_NAMES[voice];
}
