// The second half of an edit: each change with before and after, what the last day says, reason, password, and the one press.
'use client';
import { useQuery } from '@tanstack/react-query';
import { previewLimits } from '#components/live/limits-client.ts';
import { Button } from '#components/ui/button.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import {
  changeLimits,
  differences,
  type LimitChanges,
  raisedIds,
} from '#lib/domain/limit-change.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';
import { LIMIT_TEXTS } from '../limit-texts.ts';
import { previewTexts } from './preview-text.ts';

interface Edit {
  readonly limits: Limits;
  readonly changes: LimitChanges;
}

function Changes({ limits, changes }: Edit) {
  const raised = new Set(raisedIds(limits, changes));
  return (
    <ul aria-label="Changes" className="mb-3 text-xs">
      {differences(limits, changeLimits(limits, changes)).map(({ id, before, after }) => {
        const { name, unit } = LIMIT_TEXTS[id];
        return (
          <li key={id} data-testid="limit-change" className="flex justify-between gap-3 py-0.5">
            <span className="min-w-0 text-ink">
              {name}{' '}
              <span
                className={raised.has(id) ? 'font-semibold text-severity-warning' : 'text-ink-soft'}
              >
                {raised.has(id) ? 'raises risk' : 'lowers risk'}
              </span>
            </span>
            <span className="num shrink-0 text-ink">
              {formatLimitValue(before, unit)} → {formatLimitValue(after, unit)}{' '}
              {formatLimitUnit(unit)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What the server finds in the records of the last 24 hours. */
function Preview({ limits, changes }: Edit) {
  const call = { baseVersion: limits.version, changes };
  const query = useQuery({
    queryKey: ['limits-preview', JSON.stringify(call)],
    queryFn: async () => {
      const reply = await previewLimits(call);
      if (!reply.ok) throw new Error(reply.text);
      return reply.preview;
    },
    retry: false,
    staleTime: 60_000,
  });
  return (
    <section aria-label="Preview" className="mb-3 min-h-20 border-y border-line py-2 text-xs">
      <h3 className="text-2xs text-ink-soft">Over the last 24 hours this change</h3>
      {query.isPending && <p className="text-ink-faint">Judging what was recorded…</p>}
      {query.isError && (
        <p role="alert" className="flex items-center gap-3 text-severity-warning">
          No preview: {query.error.message}
          <Button onClick={() => void query.refetch()}>Try again</Button>
        </p>
      )}
      {query.data !== undefined && (
        <div data-testid="limits-preview">
          {previewTexts(query.data).facts.map((text) => (
            <p key={text} className="text-ink">
              {text}
            </p>
          ))}
          {previewTexts(query.data).doubts.map((text) => (
            <p key={text} className="text-2xs text-ink-faint">
              {text}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

export interface ReviewStepProps extends Edit {
  readonly reason: string;
  readonly password: string;
  readonly onReason: (text: string) => void;
  readonly onPassword: (text: string) => void;
  /** Why it cannot be sent, or was not taken; null while nothing is wrong. */
  readonly refusal: string | null;
  readonly isPending: boolean;
  readonly isBlocked: boolean;
  readonly onBack: () => void;
}

export function ReviewStep(props: ReviewStepProps) {
  const { limits, changes, isPending } = props;
  const isRaising = raisedIds(limits, changes).length > 0;
  return (
    <>
      <Changes limits={limits} changes={changes} />
      <Preview limits={limits} changes={changes} />
      <TextField
        label={isRaising ? 'Why is it safe to raise this?' : 'Why (may stay empty)'}
        required={isRaising}
        maxLength={200}
        value={props.reason}
        onText={props.onReason}
        data-testid="limits-reason"
      />
      {isRaising && (
        <PasswordField
          value={props.password}
          onText={props.onPassword}
          hint="Raising risk needs your password; if none is set, set one in the operator menu (at least 15 characters)."
          data-testid="limits-password"
        />
      )}
      <Refusal text={props.refusal} data-testid="limits-refusal" />
      <div className="flex justify-end gap-2">
        <Button className="h-8" disabled={isPending} onClick={props.onBack}>
          Back
        </Button>
        <Button
          type="submit"
          intent={isRaising ? 'stop' : 'go'}
          className="h-8"
          disabled={props.isBlocked}
          isPending={isPending}
          data-testid="limits-confirm"
        >
          {isPending ? 'Storing' : isRaising ? 'Raise and put into force' : 'Put into force'}
        </Button>
      </div>
    </>
  );
}
