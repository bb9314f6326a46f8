// What scrolls must be reachable without a mouse (axe: scrollable-region-focusable). Out: props for the scrolling element.
export const BY_KEYBOARD = { tabIndex: 0 } as const;
