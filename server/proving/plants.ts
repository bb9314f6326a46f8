// Ten bugs, each a change of production source as somebody might make it. In: nothing. Out: files, texts, what they become.

export interface SourceChange {
  /** Below the repository. */
  readonly file: string;
  /** Stands in the file exactly once; if not, planting fails. */
  readonly find: string;
  readonly become: string;
}

export interface PlantedBug {
  readonly name: string;
  readonly changes: readonly SourceChange[];
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'record after send',
    changes: [
      {
        file: 'server/engine/egress.ts',
        find: 'await tools.store.commit([record]);',
        become: 'tools.store.commit([record]).catch(() => undefined);',
      },
    ],
  },
  {
    name: 'resend on timeout',
    changes: [
      {
        file: 'server/adapters/kalshi/rest-client.ts',
        find: 'return judgeCreate(order.clientOrderId, await transport.send(call));',
        become:
          "const first = await transport.send(call); return judgeCreate(order.clientOrderId, first.kind === 'lost' ? await transport.send(call) : first);",
      },
    ],
  },
  {
    name: '404 means gone',
    changes: [
      {
        file: 'server/core/5-execution/report-to-order.ts',
        find: 'if (tracked) applyEvidence(tracked, { event: null, claimed: null, note }, context);',
        become:
          "if (tracked) applyEvidence(tracked, { event: report.cause.startsWith('404') ? 'cancel' : null, claimed: null, note }, context);",
      },
    ],
  },
  {
    name: 'limit ignoring in-flight',
    changes: [
      {
        file: 'server/core/5-execution/order-book-state.ts',
        find: 'if (atRisk > 0) {',
        become:
          "if (atRisk > 0 && !['intended', 'sent', 'unknown'].includes(tracked.order.state)) {",
      },
    ],
  },
  {
    name: 'group on shard 0',
    changes: [
      {
        file: 'server/adapters/kalshi/rest-client.ts',
        find: 'verb}`,\n      query: { exchange_index: shard },',
        become: 'verb}`,\n      query: { exchange_index: 0 },',
      },
    ],
  },
  {
    name: 'kill not latched',
    changes: [
      {
        file: 'server/engine/kill-control.ts',
        find: 'return latchFile.write({ ...next, flatten });',
        become: 'return true;',
      },
      {
        file: 'server/core/journeys/kill-now.ts',
        find: "{ kind: 'kill', latch },",
        become: '',
      },
      {
        file: 'server/core/journeys/on-report.ts',
        find: "if (latch !== null) persist([{ kind: 'kill', latch }], out);",
        become: '',
      },
    ],
  },
  {
    name: 'fill counted twice',
    changes: [
      {
        file: 'server/core/5-execution/order-evidence.ts',
        find: 'if (seen !== undefined) {',
        become: 'if (seen !== undefined && seen.source === fill.source) {',
      },
    ],
  },
  {
    name: 'fee ignored',
    changes: [
      {
        file: 'server/core/journeys/book-change.ts',
        find: 'fillToPosition(world.ledger, fill);',
        become: 'fillToPosition(world.ledger, { ...fill, fee: 0 });',
      },
    ],
  },
  {
    name: 'watermark ignored',
    changes: [
      {
        file: 'server/core/5-execution/reconcile.ts',
        find: 'complete && asOf !== null && asOf > tracked.evidenceAt && requestedAt > tracked.evidenceAt;',
        become: 'complete && requestedAt > tracked.evidenceAt;',
      },
    ],
  },
  {
    name: 'approval replayed',
    changes: [
      {
        file: 'server/core/4-gate/approvals.ts',
        find: "  if (approval.state !== 'pending') {\n    const who",
        become: "  if (approval.state === 'vetoed') {\n    const who",
      },
      {
        file: 'server/core/4-gate/approvals.ts',
        find: 'command.version !== approval.version || !seen',
        become: '!seen',
      },
    ],
  },
];
