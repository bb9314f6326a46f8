// The state of the one door out: closed by a kill at once, opened only by a release or a clean start, sealed for good at the end.

export interface Door {
  isOpen(): boolean;
  reason(): string;
  close(reason: string): void;
  /** Does nothing once sealed. */
  open(): void;
  /** Closes for the rest of this process: it is stopping, or its core can no longer be trusted. */
  seal(reason: string): void;
}

/** A door that starts closed: nothing leaves before start-up recovery has opened it. */
export function createDoor(): Door {
  let closedBecause: string | null = 'start-up is not finished';
  let isSealed = false;
  const close = (reason: string): void => {
    if (!isSealed) closedBecause = reason;
  };
  return {
    isOpen: () => closedBecause === null,
    reason: () => closedBecause ?? 'open',
    close,
    open() {
      if (!isSealed) closedBecause = null;
    },
    seal(reason) {
      close(reason);
      isSealed = true;
    },
  };
}
