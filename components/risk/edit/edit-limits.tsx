// The button that opens the edit of the limits, and the word on one that is being stored. In: the topic. Out: button, dialog.
'use client';
import { useState } from 'react';
import { useReadOnly } from '#components/live/use-command.ts';
import { Button } from '#components/ui/button.tsx';
import type { Limits } from '#lib/domain/limits.ts';
import type { LimitsRow } from '#lib/wire/limits-row.ts';
import { formatMoment } from '../moment-text.ts';
import { LimitsDialog } from './limits-dialog.tsx';

export function EditLimits({ row }: { row: LimitsRow }) {
  const readOnly = useReadOnly();
  const [opened, setOpened] = useState<Limits | null>(null);
  const pending = row.pending ?? null;
  if (row.source.kind === 'recording') return null;
  return (
    <>
      {pending !== null && (
        <p
          role="status"
          data-testid="limits-pending"
          className="pending-pulse text-xs font-semibold text-severity-warning"
        >
          Version {pending.version} by {pending.by} is being stored since {formatMoment(pending.at)}
          : not in force yet.
        </p>
      )}
      <Button
        className="h-8 shrink-0"
        data-testid="limits-edit"
        title={readOnly ?? undefined}
        disabled={readOnly !== null || pending !== null}
        onClick={() => setOpened(row.limits)}
      >
        Change limits…
      </Button>
      {opened !== null && (
        <LimitsDialog
          opened={opened}
          version={row.limits.version}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
