// /api/limits: versions that came into force, and what an edit would have done. In: a call. Out: rows, a preview, or why none.
import { z } from 'zod';
import { changeProblems, differences } from '#lib/domain/limit-change.ts';
import type { LimitPreviewReply, LimitVersionRow } from '#lib/wire/limits-http.ts';
import { limitChangesSchema } from '#server/adapters/link/link-schema.ts';
import type { StoredVersion } from '#server/ports/limit-store.ts';
import { type Handler, plain } from '../api-answer.ts';
import { limitsInForce } from './limits-in-force.ts';
import { loosenedIds, previewLimits } from './preview-limits.ts';

const VERSIONS = 50;
const DAY_MS = 86_400_000;

const previewBody = z.strictObject({
  baseVersion: z.int().positive(),
  changes: limitChangesSchema,
});

function rowOf({ values, ...version }: StoredVersion): LimitVersionRow {
  if (values.kind === 'unreadable')
    return { ...version, problem: values.problem, changed: [], isCalendarChanged: false };
  const { before, limits } = values;
  const calendar = ({ blackouts, calendarUntil }: typeof limits): string =>
    JSON.stringify([blackouts, calendarUntil]);
  return {
    ...version,
    problem: null,
    changed: differences(before, limits),
    isCalendarChanged: calendar(before) !== calendar(limits),
  };
}

/** Every stored version, newest first: 401 signed out, 503 without a database. */
export const listLimitVersions: Handler = async ({ session, context, path }) => {
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  try {
    const versions = await context.limits.listLimitVersions(VERSIONS);
    return { status: 200, body: { ok: true, versions: versions.map(rowOf) } };
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'versions of the limits cannot be read');
    return plain(
      503,
      'store-down',
      'the database does not answer: earlier limits are not known now',
    );
  }
};

/** The edit judged over the last 24 hours: 400 names the field, 409 when the limits changed meanwhile. Changes nothing. */
export const previewLimitChange: Handler = async ({ session, context, path, body }) => {
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  const parsed = previewBody.safeParse(body);
  if (!parsed.success) return plain(400, 'bad-body', z.prettifyError(parsed.error));
  const { baseVersion, changes } = parsed.data;
  const [problem] = changeProblems(changes).values();
  if (problem !== undefined) return plain(400, 'bad-limit', problem);
  const limits = limitsInForce(context);
  if (limits === null)
    return plain(503, 'engine-down', 'the engine does not say which limits are in force');
  if (limits.version !== baseVersion)
    return plain(409, 'limits-changed', 'the limits have changed since you opened them');
  const to = Math.round(context.clock.wall());
  const from = to - DAY_MS;
  try {
    const withRefusals = loosenedIds(limits, changes).length > 0;
    const span = await context.limits.readSpan({ from, to, withRefusals });
    const reply: LimitPreviewReply = {
      ok: true,
      preview: previewLimits({ limits, changes, span, from, to }),
    };
    return { status: 200, body: { ...reply } };
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'the last day cannot be read');
    return plain(503, 'store-down', 'the database does not answer: there is no preview now');
  }
};
