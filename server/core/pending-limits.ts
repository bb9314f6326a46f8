// An edit of the limits that is being stored: nothing reads it as limits before that is done.
import type { OperatorCommand } from '#lib/domain/command.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Limits } from '#lib/domain/limits.ts';

export interface PendingLimits {
  readonly command: OperatorCommand;
  readonly limits: Limits;
  readonly at: WallMs;
}
