// Program: trains one member in its own process. In: JSON with folder, target, job, code. Out: an artefact folder; progress lines.
// Started by `npx voltage train`; prints `share 0.25` as it goes on.
import { z } from 'zod';
import { writeArtefact } from './train/artefact-folder.ts';
import { fitJob } from './train/fit-job.ts';
import { jobFolder, KINDS } from './train/job.ts';
import { readTrainingFolder, trainingDataOf } from './train/training-data.ts';

const task = z
  .object({
    data: z.string(),
    out: z.string(),
    code: z.string(),
    job: z.object({
      kind: z.enum(KINDS),
      minutes: z.int().positive(),
      seed: z.int(),
      quick: z.boolean(),
      fold: z
        .object({
          number: z.int().positive(),
          train: z.object({ fromMs: z.number(), toMs: z.number() }),
        })
        .nullable(),
    }),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const data = trainingDataOf(await readTrainingFolder(task.data));
const artefact = fitJob(data, task.job, {
  code: task.code,
  onProgress: (share) => process.stdout.write(`share ${share.toFixed(3)}\n`),
});
writeArtefact(jobFolder(task.out, task.job), task.job, artefact);
