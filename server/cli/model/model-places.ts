// Where models lie: those of the code, and those the trader added below the home. In: flags. Out: two folders.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '#lib/result.ts';
import type { ModelDirectories } from '#server/adapters/onnx/add-model.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { AVERAGE_IDS } from '#server/core/3-models/members/members-of.ts';
import { ROOT } from '../build-console.ts';
import { type Flags, UsageError } from '../command.ts';
import { homeOf } from '../home.ts';

/** server/models of the code, models below the home, and the names of the members that need no file. */
export function modelDirectories(flags: Flags): ModelDirectories {
  const regressions = unwrap(loadSignal()).linear.map((each) => each.id);
  return {
    shipped: join(ROOT, 'server', 'models'),
    added: join(homeOf(flags), 'models'),
    members: [...AVERAGE_IDS, ...regressions],
  };
}

/** The one folder that was named; throws UsageError when it is none. */
export function namedFolder(rest: readonly string[]): string {
  const [folder] = rest;
  if (folder === undefined || rest.length > 1) throw new UsageError('name one model folder');
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`${folder} is not a folder`);
  return folder;
}
