// A preview in sentences: what would have been blocked or let past, and what nobody can know. In: preview. Out: sentences.
import { formatSignedMoney } from '#lib/format/money.ts';
import type { LimitPreview } from '#lib/wire/limits-http.ts';
import { LIMIT_TEXTS } from '../limit-texts.ts';
import { formatMoment } from '../moment-text.ts';

const plural = (count: number, word: string, many = `${word}s`): string =>
  `${count} ${count === 1 ? word : many}`;

/** "would have blocked 12 of 40 entries: +$1.40 at settlement": the sign is what blocking would have done to the result. */
function blockedText({ blocked, judged }: LimitPreview): string {
  const { count, unfilled, settled, resultMicro, open } = blocked;
  if (judged === 0) return 'No entry was sent that could be judged again.';
  if (count === 0) return `Would have blocked none of ${plural(judged, 'entry', 'entries')}.`;
  const parts = [
    settled > 0 &&
      `${formatSignedMoney(0 - resultMicro)} on ${settled} if held to settlement, after fees`,
    unfilled > 0 && `${unfilled} never filled`,
    open > 0 && `${open} with no settlement known yet`,
  ].filter((part) => part !== false);
  return `Would have blocked ${count} of ${plural(judged, 'entry', 'entries')}: ${parts.join('; ')}.`;
}

function loosenedTexts({ loosened, refusals, refusalsFrom }: LimitPreview): readonly string[] {
  const since = refusalsFrom === null ? '' : ` since ${formatMoment(refusalsFrom)}`;
  return loosened.map(
    ({ id, past, alone }) =>
      `${LIMIT_TEXTS[id].name}: would have let ${past} more of ${plural(refusals, 'refusal')}${since} past this check; nothing else stood in the way of ${alone}.`,
  );
}

/** What cannot be known from records, of this edit. */
function doubts(preview: LimitPreview): readonly string[] {
  const { entries, judged, unknown, loosened, blocked, smaller } = preview;
  const names = unknown.map((id) => LIMIT_TEXTS[id].name).join(', ');
  return [
    unknown.length > 0 && `Records say nothing about: ${names}.`,
    entries > judged &&
      `${plural(entries - judged, 'entry', 'entries')} could not be judged again.`,
    blocked.count > 0 &&
      'What the money of a blocked entry would have done instead, and an earlier exit, are not counted.',
    smaller > 0 && 'How much smaller those orders would have been is not known.',
    loosened.some(({ past }) => past > 0) &&
      'Whether an entry let past would have been sent, filled or made money is not known.',
  ].filter((text) => text !== false);
}

export interface PreviewTexts {
  readonly facts: readonly string[];
  readonly doubts: readonly string[];
}

export function previewTexts(preview: LimitPreview): PreviewTexts {
  const { smaller, asked } = preview;
  const facts = [
    blockedText(preview),
    smaller > 0 && `Would have made ${plural(smaller, 'entry', 'entries')} smaller.`,
    asked > 0 && `Would have asked you first for ${asked} more.`,
    ...loosenedTexts(preview),
  ].filter((text) => text !== false);
  return { facts, doubts: doubts(preview) };
}
