// Streams a recording through the one spine. In: recorded events. Out: figures and one hash over all decisions.
import { monoNs } from '#lib/domain/instant.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '#server/core/world.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import { answerEffect, isAnswered } from './answer-effect.ts';
import { groupReport, NOTHING_STORED } from './paper-account.ts';
import { type Figures, instantOf, type Recording } from './recorded-event.ts';
import { createTally, type TallyFigures } from './tally.ts';

/** Rows older than this before the wanted beginning cannot matter: the longest feature window is an hour. */
const WARM_UP_US = 3_600_000_000;

export interface ReplayOptions {
  readonly world: WorldOptions;
  readonly models: ModelRunner;
  /** Unix µs: what lies before warms books and features up and is not counted. */
  readonly fromUs: number | null;
  readonly toUs: number | null;
  /** Recorded events to stream at most, clock and answers not counted. */
  readonly limit: number | null;
  /** Called before each recorded event from `fromUs` on; a promise is waited for. */
  readonly pace: (us: number) => Promise<void> | null;
  /** Commands and the like that came in meanwhile; applied at the time of the event that follows. */
  readonly incoming: () => readonly EventBody[];
  /** After every step. */
  readonly onStep: (event: CoreEvent, effects: readonly Effect[]) => void;
  readonly onStart: (world: World) => void;
}

export interface ReplayReport extends TallyFigures {
  readonly recording: string;
  readonly recorded: number;
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  readonly audit: Figures;
  readonly decisionsSealed: number;
  /** Hash over every decision of the run, in order. */
  readonly hash: string;
}

/** Runs the recording to its end, its limit or `toUs`. Two runs of one recording give equal reports. */
export async function runReplay(
  recording: Recording,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const world = createWorld(options.world);
  const tally = createTally(recording.absentChecks);
  const tools = { models: options.models, shard: options.world.shard };
  let seq = 0;
  let firstUs: number | null = null;
  let lastUs: number | null = null;
  let recorded = 0;
  let isCounting = options.fromUs === null;
  options.onStart(world);

  /** One step, and its answers as steps of the same instant; null when there is nothing to wait for. */
  const apply = (body: EventBody, us: number): Promise<void> | null => {
    seq += 1;
    const mono = monoNs(Math.max(0, us - (firstUs ?? us)) * 1000);
    const event: CoreEvent = { seq, at: instantOf(us), mono, ...body };
    const effects = tickToOrder(world, event);
    if (isCounting) {
      tally.event(event);
      for (const effect of effects) tally.effect(effect);
    }
    options.onStep(event, effects);
    return effects.some(isAnswered) ? answerAll(effects, event, us) : null;
  };

  async function answerAll(effects: readonly Effect[], event: CoreEvent, us: number) {
    for (const effect of effects)
      for (const body of await answerEffect(effect, event, tools)) await apply(body, us);
  }

  for await (const each of recording.events) {
    const { us } = each;
    if (options.fromUs !== null && us < options.fromUs - WARM_UP_US) continue;
    if (options.toUs !== null && us > options.toUs) break;
    if (firstUs === null) {
      firstUs = us;
      for (const body of [NOTHING_STORED, groupReport(options.world.shard, 'created')])
        await apply(body, us);
    }
    if (options.fromUs === null || us >= options.fromUs) {
      isCounting = true;
      const wait = options.pace(us);
      if (wait !== null) await wait;
      for (const body of options.incoming()) await apply(body, us);
    }
    const wait = apply(each.body, us);
    if (wait !== null) await wait;
    recording.audit?.after(world, each);
    lastUs = us;
    if (each.body.kind === 'timer' || each.body.kind === 'host') continue;
    recorded += 1;
    if (options.limit !== null && recorded >= options.limit) break;
  }
  return {
    recording: recording.name,
    recorded,
    firstUs,
    lastUs,
    ...tally.figures(),
    audit: recording.audit?.figures() ?? {},
    decisionsSealed: world.chain.count,
    hash: world.chain.hash,
  };
}
