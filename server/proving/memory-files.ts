// Latch and group file on the memory disk. In: writes, which a full disk refuses. Out: what is on the disk.
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { GroupFile } from '#server/engine/order-group.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { ProcessLife } from './process-life.ts';

/** The latch has its reserve, so a full disk takes it (F73); a dead process writes nothing. */
export function memoryLatchFile(disk: MemoryDisk, life: ProcessLife): LatchFile {
  return {
    read: () => disk.files.latch,
    write(latch) {
      if (life.isAlive()) disk.files.latch = latch;
      return true;
    },
    clear() {
      if (life.isAlive()) disk.files.latch = null;
    },
  };
}

/** Written before the group is used. */
export function memoryGroupFile(disk: MemoryDisk, life: ProcessLife): GroupFile {
  return {
    read: () => disk.files.group,
    write(id) {
      if (life.isAlive()) disk.files.group = id;
    },
  };
}
