// Where models lie: those of the code, and those the trader added below the home. In: flags. Out: two folders.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelDirectories } from '#server/adapters/onnx/add-model.ts';
import { ROOT } from '../build-console.ts';
import { type Flags, UsageError } from '../command.ts';
import { homeOf } from '../home.ts';

/** server/models of the code, and models below the home. */
export function modelDirectories(flags: Flags): ModelDirectories {
  return { shipped: join(ROOT, 'server', 'models'), added: join(homeOf(flags), 'models') };
}

/** The one folder that was named; throws UsageError when it is none. */
export function namedFolder(rest: readonly string[]): string {
  const [folder] = rest;
  if (folder === undefined || rest.length > 1) throw new UsageError('name one model folder');
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`${folder} is not a folder`);
  return folder;
}
