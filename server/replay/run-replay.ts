// Streams a recording through the one spine. In: recorded events. Out: figures and one hash over all decisions.
import { monoNs } from '#lib/domain/instant.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '#server/core/world.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import { answerEffect, isAnswered } from './answer-effect.ts';
import { groupReport, NOTHING_STORED } from './paper-account.ts';
import { type Figures, instantOf, type RecordedEvent, type Recording } from './recorded-event.ts';
import { createTally, type Tally, type TallyFigures } from './tally.ts';

/** What lies longer before the wanted beginning cannot matter: the longest look-back is a day of minutes. */
const WARM_UP_US = 25 * 3_600_000_000;

export interface ReplayOptions {
  readonly world: WorldOptions;
  readonly models: ModelRunner;
  /** Unix µs: what lies before warms books and features up and is not counted. */
  readonly fromUs: number | null;
  readonly toUs: number | null;
  /** Recorded events to stream at most, from `fromUs` on; the replay's own clock and answers are not counted. */
  readonly limit: number | null;
  /** Called before each recorded event from `fromUs` on; a promise is waited for. */
  readonly pace: (us: number) => Promise<void> | null;
  /** Commands that came in meanwhile; applied at the time of the event that follows. A journal takes none. */
  readonly incoming: () => readonly EventBody[];
  /** After every step. */
  readonly onStep: (world: World, event: CoreEvent, effects: readonly Effect[]) => void;
}

export interface ReplayReport extends TallyFigures {
  readonly recording: string;
  readonly recorded: number;
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  readonly audit: Figures;
  /** Sealed decisions of the whole run, warm-up included, and the hash over all of them in order. */
  readonly chain: { readonly count: number; readonly hash: string };
}

/** The core under replay: numbers events, answers effects, counts. */
class Stage {
  readonly world: World;
  readonly #options: ReplayOptions;
  readonly #tally: Tally;
  #seq = 0;
  #firstUs: number | null = null;
  isCounting = false;

  constructor(options: ReplayOptions, tally: Tally) {
    this.#options = options;
    this.#tally = tally;
    this.world = createWorld(options.world);
  }

  /** One step at recorded time `us`, and its answers as steps of the same instant; null = nothing to wait for. */
  apply(body: EventBody, us: number): Promise<void> | null {
    this.#seq += 1;
    this.#firstUs ??= us;
    const mono = monoNs((us - this.#firstUs) * 1000);
    const event: CoreEvent = { seq: this.#seq, at: instantOf(us), mono, ...body };
    const effects = this.step(event);
    return effects.some(isAnswered) ? this.#answerAll(effects, event, us) : null;
  }

  /** One step exactly as given; nothing is answered. */
  step(event: CoreEvent): readonly Effect[] {
    const effects = tickToOrder(this.world, event);
    if (this.isCounting) {
      this.#tally.event(event);
      for (const effect of effects) this.#tally.effect(effect);
    }
    this.#options.onStep(this.world, event, effects);
    return effects;
  }

  /** Start-up without a past and with paper cash. */
  async open(us: number): Promise<void> {
    await this.apply(NOTHING_STORED, us);
    await this.apply(groupReport(this.#options.world.shard, 'proven'), us);
  }

  async #answerAll(effects: readonly Effect[], event: CoreEvent, us: number): Promise<void> {
    const { models, world } = this.#options;
    for (const effect of effects)
      for (const body of await answerEffect(effect, event, { models, shard: world.shard }))
        await this.apply(body, us);
  }
}

interface Extent {
  recorded: number;
  firstUs: number | null;
  lastUs: number | null;
}

/** True for what the recording holds itself, not the clock the replay adds. */
function isRecorded({ body }: RecordedEvent): boolean {
  return body.kind !== 'timer' && body.kind !== 'host';
}

async function streamMarket(
  events: Iterable<RecordedEvent> | AsyncIterable<RecordedEvent>,
  stage: Stage,
  { recording, options, extent }: Run,
): Promise<void> {
  const { fromUs, toUs, limit } = options;
  let isOpen = false;
  for await (const each of events) {
    const { us } = each;
    if (fromUs !== null && us < fromUs - WARM_UP_US) continue;
    if ((toUs !== null && us > toUs) || extent.recorded === limit) break;
    stage.isCounting = fromUs === null || us >= fromUs;
    if (!isOpen) await stage.open(us);
    isOpen = true;
    if (stage.isCounting) {
      extent.firstUs ??= us;
      const wait = options.pace(us);
      if (wait !== null) await wait;
      for (const body of options.incoming()) await stage.apply(body, us);
    }
    const wait = stage.apply(each.body, us);
    if (wait !== null) await wait;
    recording.audit?.after(stage.world, each);
    if (!stage.isCounting) continue;
    extent.lastUs = us;
    if (isRecorded(each)) extent.recorded += 1;
  }
}

async function streamJournal(
  events: AsyncIterable<CoreEvent>,
  stage: Stage,
  { options, extent }: Run,
): Promise<void> {
  const { fromUs, toUs, limit } = options;
  for await (const event of events) {
    const us = event.at * 1000;
    if ((toUs !== null && us > toUs) || extent.recorded === limit) break;
    stage.isCounting = fromUs === null || us >= fromUs;
    const wait = stage.isCounting ? options.pace(us) : null;
    if (wait !== null) await wait;
    stage.step(event);
    if (!stage.isCounting) continue;
    extent.firstUs ??= us;
    extent.lastUs = us;
    extent.recorded += 1;
  }
}

interface Run {
  readonly recording: Recording;
  readonly options: ReplayOptions;
  readonly extent: Extent;
}

/** Runs the recording to its end, its limit or `toUs`. Two runs of one recording give equal reports. */
export async function runReplay(
  recording: Recording,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const tally = createTally(recording.absentChecks);
  const stage = new Stage(options, tally);
  const extent: Extent = { recorded: 0, firstUs: null, lastUs: null };
  const run = { recording, options, extent };
  const { source } = recording;
  if (source.kind === 'market') await streamMarket(source.events, stage, run);
  else await streamJournal(source.events, stage, run);
  return {
    recording: recording.name,
    ...extent,
    ...tally.figures(),
    audit: recording.audit?.figures() ?? {},
    chain: stage.world.chain,
  };
}
