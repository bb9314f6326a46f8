// Crash points on an order's way: decision, approval, intent, commit, send, answer, fill, books, cancel.

import type { CrashPoint } from './crash-point.ts';
import { before, behind } from './place.ts';

const EGRESS = 'server/engine/egress.ts';
const WRITER = 'server/engine/store-writer.ts';
const STORE = 'server/adapters/prisma/store.ts';
const REST = 'server/adapters/kalshi/rest-client.ts';
const ACT = 'server/core/journeys/act-on.ts';
const COMMAND = 'server/core/journeys/on-command.ts';

const TRANSACTION = 'await db.$transaction([...fence, ...writes]);';
const WRITING = 'busySince = options.nowMs();';
const WRITTEN = 'for (const each of batch) each.done();';

/** In the batch that is being stored there is a record that … */
function holds(test: string): string {
  return `batch.some(({ records }) => records.some((record) => ${test}))`;
}
const NAMED = holds("record.kind === 'order' && record.order.venueOrderId !== null");
const FILLED = holds("record.kind === 'fill'");

export const ORDER_POINTS: readonly CrashPoint[] = [
  {
    ...{ name: 'order-minted', seldom: true, about: 'F40', scenario: 'trade', passes: 3 },
    edit: behind(ACT, 'addIntended(world.orders, order, event.at);'),
  },
  {
    ...{ name: 'decision-made', about: 'F41', scenario: 'trade', passes: 3 },
    edit: before('server/engine/carry-out.ts', 'tools.egress.send(effect.order);'),
  },
  {
    ...{ name: 'intent-asked', seldom: true, about: 'F41', scenario: 'trade', passes: 3 },
    edit: before(EGRESS, 'await tools.store.commit([record]);', "record.kind === 'intent'"),
  },
  {
    ...{ name: 'intent-in-transaction', about: 'F42', scenario: 'trade', passes: 3, laterMs: 12 },
    edit: before(STORE, TRANSACTION, "records.some(({ kind }) => kind === 'intent')"),
  },
  {
    ...{ name: 'intent-committed', about: 'F43', scenario: 'trade', passes: 3 },
    edit: before(
      EGRESS,
      '// Everything may have changed while the disk worked',
      "record.kind === 'intent'",
    ),
  },
  {
    ...{ name: 'intent-told', seldom: true, about: 'F43', scenario: 'trade', passes: 3 },
    edit: before(EGRESS, 'inFlight += 1;'),
  },
  {
    ...{ name: 'create-ready', seldom: true, about: 'F43', scenario: 'trade', passes: 3 },
    edit: behind(REST, 'sentIds.set(order.clientOrderId, nowMs);'),
  },
  {
    ...{ name: 'create-on-the-wire', about: 'F44 F45', scenario: 'trade', passes: 3, laterMs: 40 },
    edit: before(REST, 'return judgeCreate(order.clientOrderId'),
  },
  {
    ...{ name: 'create-answered', about: 'F46', scenario: 'trade', passes: 3 },
    edit: before('server/adapters/kalshi/create-outcome.ts', 'const { status, text } = outcome;'),
  },
  {
    ...{ name: 'answer-heard', seldom: true, about: 'F46', scenario: 'trade', passes: 3 },
    edit: before(
      'server/core/journeys/on-report.ts',
      "if (report.kind === 'order-accepted') measureAck",
      "report.kind === 'order-accepted'",
    ),
  },
  {
    ...{
      name: 'answer-in-transaction',
      seldom: true,
      about: 'F46',
      scenario: 'trade',
      passes: 3,
      laterMs: 12,
    },
    edit: behind(WRITER, WRITING, NAMED),
  },
  {
    ...{ name: 'answer-stored', about: 'F47', scenario: 'trade', passes: 4 },
    edit: before(WRITER, WRITTEN, NAMED),
  },
  {
    ...{ name: 'fill-received', about: 'F48', scenario: 'trade', passes: 3 },
    edit: before(
      'server/engine/feed-sink.ts',
      "push({ kind: 'report', report });\n    },",
      "report.kind === 'fill'",
    ),
  },
  {
    ...{ name: 'fill-booked', seldom: true, about: 'F49', scenario: 'trade', passes: 3 },
    edit: behind(
      'server/core/journeys/book-change.ts',
      'const transaction = fillToPosition(world.ledger, fill);',
    ),
  },
  {
    ...{ name: 'fill-in-transaction', about: 'F49', scenario: 'trade', passes: 3, laterMs: 12 },
    edit: before(STORE, TRANSACTION, "records.some(({ kind }) => kind === 'fill')"),
  },
  {
    ...{ name: 'fill-stored', seldom: true, about: 'F49', scenario: 'trade', passes: 4 },
    edit: before(WRITER, WRITTEN, FILLED),
  },
  {
    ...{ name: 'offer-raised', seldom: true, about: 'F78', scenario: 'approve', passes: 4 },
    edit: before(ACT, "persist([{ kind: 'approval', approval: raised.approval }], out);"),
  },
  {
    ...{ name: 'offer-approved', about: 'F81', scenario: 'approve', passes: 3 },
    edit: before(COMMAND, 'sendOrder(world, { intent: checked.intent'),
  },
  {
    ...{ name: 'approval-stored', about: 'F82', scenario: 'approve', passes: 3 },
    edit: before(
      WRITER,
      WRITTEN,
      holds("record.kind === 'approval' && record.approval.state === 'approved'"),
    ),
  },
  {
    ...{ name: 'cancel-asked', seldom: true, about: 'F50', scenario: 'quote', passes: 4 },
    edit: before(EGRESS, 'tools.orders.cancel(target).then(report, lost);'),
  },
  {
    ...{ name: 'cancel-on-the-wire', about: 'F50', scenario: 'quote', passes: 4, laterMs: 40 },
    edit: behind(REST, 'cancel: async (target) => {'),
  },
  {
    ...{ name: 'cancel-answered', about: 'F50', scenario: 'quote', passes: 4 },
    edit: before(REST, 'return judgeCancel(target, outcome);'),
  },
  {
    ...{
      name: 'cancel-in-transaction',
      seldom: true,
      about: 'F50',
      scenario: 'quote',
      passes: 3,
      laterMs: 12,
    },
    edit: behind(
      WRITER,
      WRITING,
      holds("record.kind === 'order' && record.order.state === 'pending-cancel'"),
    ),
  },
];
