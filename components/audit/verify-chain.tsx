// Has the gateway recompute the audit chain. Out: a button, and under it what was found, to the last hash.
'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#components/ui/button.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import type { AuditVerifyReply } from '#lib/wire/audit-http.ts';
import { EXPORT_HREF, verifyAudit } from './audit-api.ts';
import { verdictText } from './verdict-text.ts';

function Found({ verdict }: { verdict: AuditVerifyReply }) {
  return (
    <>
      <strong
        data-testid="audit-verdict"
        data-whole={verdict.isWhole}
        className={`num break-all whitespace-normal font-medium ${verdict.isWhole ? 'text-ink' : 'text-severity-critical'}`}
      >
        {verdictText(verdict)}
      </strong>
      <span className="text-ink-faint"> checked {instantText(verdict.at)}</span>
    </>
  );
}

export function VerifyChain() {
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: async () => {
      const verdict = await verifyAudit();
      if (!verdict.ok) throw new Error(verdict.text);
      return verdict;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['audit'] }),
  });
  return (
    <section
      aria-labelledby="audit-chain"
      className="grid gap-2 border border-line bg-surface p-2 text-xs"
    >
      <h2 id="audit-chain" className="font-semibold text-ink-soft">
        Each row carries the hash of the row before. A head kept elsewhere proves that nothing
        before it was rewritten
      </h2>
      <p className="flex flex-wrap items-center gap-3">
        <Button isPending={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? 'Verifying from the first row…' : 'Verify the chain'}
        </Button>
        {/* In a tab of its own: a refusal must not take this page, and its kill switch, away. */}
        <a
          href={EXPORT_HREF}
          target="_blank"
          rel="noreferrer"
          className="text-ink-soft underline underline-offset-2 hover:text-ink"
        >
          Export all rows (JSON Lines)
        </a>
      </p>
      <p role="status" className="min-h-4">
        {check.isIdle && (
          <span className="text-ink-faint">Not verified since this page was opened.</span>
        )}
        {check.isError && (
          <span className="text-severity-warning">Not verified: {check.error.message}</span>
        )}
        {check.isSuccess && <Found verdict={check.data} />}
      </p>
    </section>
  );
}
