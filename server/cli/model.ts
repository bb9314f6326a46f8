// `npx voltage model`: brings a model from elsewhere, checks it as the engine does, lists and removes.
import { addModel, checkModel, removeModel } from '#server/adapters/onnx/add-model.ts';
import type { StoredModel } from '#server/adapters/onnx/load-model.ts';
import { loadModels } from '#server/adapters/onnx/model-store.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { makeManifest } from './model/make-manifest.ts';
import { modelDoubt, modelFacts, modelLine } from './model/model-facts.ts';
import { modelDirectories, namedFolder } from './model/model-places.ts';

const HELP = `usage: npx voltage model add DIR [--as NAME]      check a model folder and copy it below the home
       npx voltage model check DIR                check it, copy nothing
       npx voltage model list                     every model: accepted, or refused with its reason
       npx voltage model remove NAME              remove an added model
       npx voltage model manifest DIR --rows FILE.parquet --loss TEXT --licence TEXT
                                  [--id NAME] [--golden FILE.json] [--splits train] [--parts A,B]
                                                  write manifest.json for DIR/model.onnx
       all with --home DIR and --json

DIR holds model.onnx and manifest.json, and may hold weights.json and model-card.md. Checked, in this order: every field of
the manifest, the file's hash, the feature layout, the weights, input and output in the runtime, and the golden rows (at most
1e-5 apart). A model is copied whole or not at all, and answers beside the others from the next start; it never replaces one.

  --as      another name than the manifest's
  --rows    the file of features export it was trained on: ranges, span and golden inputs come from there
  --golden  [{"input": […], "output": …}, …] with the trainer's own outputs: shows that the conversion kept the model
  --splits  which rows it was trained on (train)
  --parts   names of further outputs: contributions of feature groups
Exit code 0: done · 1: refused, with the reason · 2: wrong usage. MODELS.md has a whole example.`;

const SPEC = {
  home: 'text',
  as: 'text',
  id: 'text',
  rows: 'text',
  golden: 'text',
  splits: 'text',
  parts: 'text',
  loss: 'text',
  licence: 'text',
} as const;

interface Call {
  readonly rest: readonly string[];
  readonly flags: Flags;
  readonly io: CommandIo;
}

/** Prints why not, and answers 1. */
function refused(io: CommandIo, reason: string): number {
  io.out(io.json ? JSON.stringify({ accepted: false, reason }) : `refused: ${reason}`);
  return 1;
}

function accepted(io: CommandIo, model: StoredModel, word: string): number {
  const doubt = modelDoubt(model);
  if (io.json) io.out(JSON.stringify({ accepted: true, outcome: word, ...modelFacts(model) }));
  else {
    io.out(`${word}: ${modelLine(model)}`);
    if (doubt !== null) io.out(`mind: ${doubt}`);
  }
  return 0;
}

async function add({ rest, flags, io }: Call): Promise<number> {
  const folder = namedFolder(rest);
  const done = await addModel(folder, modelDirectories(flags), textFlag(flags, 'as'));
  if (!done.ok) return refused(io, done.error);
  const { model, outcome, folder: place } = done.value;
  const code = accepted(io, model, outcome === 'added' ? 'added' : 'there already');
  if (!io.json) io.out(`in ${place}; it answers from the next start`);
  return code;
}

async function check({ rest, flags, io }: Call): Promise<number> {
  const done = await checkModel(namedFolder(rest), textFlag(flags, 'as'));
  return done.ok ? accepted(io, done.value.model, 'accepted') : refused(io, done.error);
}

async function list({ rest, flags, io }: Call): Promise<number> {
  if (rest.length > 0) throw new UsageError('list takes no name');
  const { shipped, added } = modelDirectories(flags);
  const found = await loadModels(shipped, added);
  if (io.json) {
    const models = found.models.map((each) => ({ accepted: true, ...modelFacts(each) }));
    const others = found.refused.map((each) => ({ accepted: false, ...each }));
    io.out(JSON.stringify({ models: [...models, ...others] }));
  } else {
    for (const each of found.models) io.out(`${each.origin.padEnd(8)}${modelLine(each)}`);
    for (const each of found.refused)
      io.out(`${each.origin.padEnd(8)}${each.id} · refused: ${each.reason}`);
  }
  return found.refused.length > 0 ? 1 : 0;
}

async function remove({ rest, flags, io }: Call): Promise<number> {
  const [id] = rest;
  if (id === undefined || rest.length > 1) throw new UsageError('name one model');
  const done = removeModel(id, modelDirectories(flags));
  if (!done.ok) return refused(io, done.error);
  io.out(io.json ? JSON.stringify({ removed: id }) : `removed: ${id}; a running engine keeps it`);
  return 0;
}

async function manifest(call: Call): Promise<number> {
  const folder = namedFolder(call.rest);
  const made = await makeManifest(folder, call.flags);
  return made.ok ? check({ ...call, flags: {}, rest: [folder] }) : refused(call.io, made.error);
}

const ACTIONS: Readonly<Record<string, (call: Call) => Promise<number>>> = {
  add,
  check,
  list,
  remove,
  manifest,
};

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  const [name = '', ...others] = rest;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`say what to do: ${Object.keys(ACTIONS).join(', ')}`);
  return action({ rest: others, flags, io });
}

export const modelCommand: Command = {
  name: 'model',
  summary: 'add, check, list and remove models from elsewhere',
  help: HELP,
  run,
};
