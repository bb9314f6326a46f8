// The state of the one door out: closed by a kill at once, opened only by a release or a clean arming.

export interface Door {
  isOpen(): boolean;
  reason(): string;
  close(reason: string): void;
  open(): void;
}

/** A door that starts closed: nothing leaves before start-up recovery has opened it. */
export function createDoor(): Door {
  let closedBecause: string | null = 'start-up is not finished';
  return {
    isOpen: () => closedBecause === null,
    reason: () => closedBecause ?? 'open',
    close(reason) {
      closedBecause = reason;
    },
    open() {
      closedBecause = null;
    },
  };
}
