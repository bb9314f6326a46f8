// Jobs, two at once, each in its own process. In: jobs, how to start one, a clock. Out: which failed; progress with time left.
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { type Job, jobName, jobSpan } from './job.ts';

/** How long a job takes beside the others, for the time left: measured once, only ratios count. */
const COST: Readonly<Record<Job['kind'], number>> = { gbdt: 1, gru: 100, dlinear: 3 };

/** A fold costs its share of the training span. */
function costOf(job: Job): number {
  const { fromMs, toMs } = jobSpan(job);
  return (COST[job.kind] * (toMs - fromMs)) / (VOLATILITY_TRAIN.toMs - VOLATILITY_TRAIN.fromMs);
}

export interface JobProgress {
  readonly doneShare: number;
  /** Null until something can be said. */
  readonly leftSeconds: number | null;
  /** What each running job has done, in words. */
  readonly running: string;
}

export interface JobRun {
  /** Runs one job to its end, reporting the share done; rejects with the reason when it fails. */
  readonly start: (job: Job, onShare: (share: number) => void) => Promise<void>;
  readonly nowMs: () => number;
  readonly onProgress: (progress: JobProgress) => void;
  readonly atOnce: number;
}

export interface FailedJob {
  readonly id: string;
  readonly reason: string;
}

/** Runs all; one that fails does not stop the others. The costly start first, so that none is left alone at the end. */
export async function runJobs(jobs: readonly Job[], run: JobRun): Promise<readonly FailedJob[]> {
  const waiting = jobs.toSorted((a, b) => costOf(b) - costOf(a));
  const total = jobs.reduce((sum, each) => sum + costOf(each), 0);
  const shares = new Map<Job, number>();
  const running = new Set<Job>();
  const failed: FailedJob[] = [];
  const startedMs = run.nowMs();
  const tell = (): void => {
    let done = 0;
    for (const [job, share] of shares) done += share * costOf(job);
    const doneShare = done / total;
    const spent = (run.nowMs() - startedMs) / 1_000;
    run.onProgress({
      doneShare,
      leftSeconds: doneShare > 0.01 ? (spent * (1 - doneShare)) / doneShare : null,
      running: [...running]
        .map((job) => `${jobName(job)} ${Math.round(100 * (shares.get(job) ?? 0))} %`)
        .join(', '),
    });
  };
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const own = job;
      running.add(own);
      try {
        await run.start(own, (share) => {
          shares.set(own, share);
          tell();
        });
      } catch (error) {
        failed.push({
          id: jobName(own),
          reason: error instanceof Error ? error.message : String(error),
        });
      }
      running.delete(own);
      shares.set(own, 1);
      tell();
    }
  };
  await Promise.all(Array.from({ length: run.atOnce }, work));
  return failed;
}
