// Every hotkey of the console, in one table: what is bound is read from it, and so is every list of them.

export interface Hotkey {
  readonly id: string;
  /** As it is written on screen. */
  readonly keys: string;
  readonly what: string;
  /** The physical key and what is held with it; `control` is Ctrl or Cmd, `alt: null` does not care. */
  readonly chord: {
    readonly code: string;
    readonly control: boolean;
    readonly shift: boolean;
    readonly alt: false | null;
  };
  /** Whether a key that is held down counts again and again. */
  readonly repeats: boolean;
  /** Whether it works while somebody types in a field. */
  readonly whileTyping: boolean;
  /** Whether it trades: then it does nothing until the hotkeys of this window were armed (`arming.ts`). */
  readonly needsArming?: true;
}

export const HOTKEYS = [
  {
    id: 'kill',
    keys: 'Ctrl+Shift+K',
    what: 'kill: cancel every order and stop trading, also while typing',
    chord: { code: 'KeyK', control: true, shift: true, alt: null },
    ...{ repeats: false, whileTyping: true },
  },
  {
    id: 'flatten',
    keys: 'Ctrl+Shift+F',
    what: 'kill and close every position, also while typing',
    chord: { code: 'KeyF', control: true, shift: true, alt: null },
    ...{ repeats: false, whileTyping: true },
  },
  {
    id: 'approve',
    keys: 'Shift+A',
    what: 'approve the offer in front, only while hotkeys are armed',
    chord: { code: 'KeyA', control: false, shift: true, alt: false },
    ...{ repeats: false, whileTyping: false, needsArming: true },
  },
  {
    id: 'veto',
    keys: 'Shift+V',
    what: 'veto the offer in front, only while hotkeys are armed',
    chord: { code: 'KeyV', control: false, shift: true, alt: false },
    ...{ repeats: false, whileTyping: false, needsArming: true },
  },
  {
    id: 'menu',
    keys: 'Ctrl+K',
    what: 'open and close the command menu',
    chord: { code: 'KeyK', control: true, shift: false, alt: false },
    ...{ repeats: false, whileTyping: false },
  },
  {
    id: 'ticket',
    keys: 'Ctrl+Enter',
    what: 'open a ticket for the selected market; nothing is sent by it',
    chord: { code: 'Enter', control: true, shift: false, alt: false },
    ...{ repeats: false, whileTyping: false },
  },
  {
    id: 'strike-up',
    keys: 'Up',
    what: 'the strike above, with the focus in the ladder',
    chord: { code: 'ArrowUp', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'strike-down',
    keys: 'Down',
    what: 'the strike below, with the focus in the ladder',
    chord: { code: 'ArrowDown', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'line-left',
    keys: 'Left',
    what: 'a line between columns to the left, with the focus on it',
    chord: { code: 'ArrowLeft', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'line-right',
    keys: 'Right',
    what: 'a line between columns to the right, with the focus on it',
    chord: { code: 'ArrowRight', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'past-minute-back',
    keys: 'Page Up',
    what: 'a minute back, on the time machine',
    chord: { code: 'PageUp', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'past-second-back',
    keys: 'Left',
    what: 'a second back, on the time machine',
    chord: { code: 'ArrowLeft', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'past-decision-back',
    keys: '[',
    what: 'to the decision before, on the time machine',
    chord: { code: 'BracketLeft', control: false, shift: false, alt: false },
    ...{ repeats: false, whileTyping: false },
  },
  {
    id: 'past-decision-on',
    keys: ']',
    what: 'to the next decision, on the time machine',
    chord: { code: 'BracketRight', control: false, shift: false, alt: false },
    ...{ repeats: false, whileTyping: false },
  },
  {
    id: 'past-second-on',
    keys: 'Right',
    what: 'a second on, on the time machine',
    chord: { code: 'ArrowRight', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
  {
    id: 'past-minute-on',
    keys: 'Page Down',
    what: 'a minute on, on the time machine',
    chord: { code: 'PageDown', control: false, shift: false, alt: false },
    ...{ repeats: true, whileTyping: false },
  },
] as const satisfies readonly Hotkey[];

export type HotkeyId = (typeof HOTKEYS)[number]['id'];

const BY_ID: ReadonlyMap<HotkeyId, Hotkey> = new Map(HOTKEYS.map((each) => [each.id, each]));

/** The row of a hotkey. */
export function hotkeyOf(id: HotkeyId): Hotkey {
  const found = BY_ID.get(id);
  if (found === undefined) throw new Error(`${id} is no hotkey`);
  return found;
}

/** What `aria-keyshortcuts` says of it: "Control+Shift+K". */
export function ariaKeys(id: HotkeyId): string {
  return hotkeyOf(id).keys.replace('Ctrl', 'Control');
}

type KeyPress = Pick<
  KeyboardEvent,
  'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'
>;

/** Whether a press is that hotkey. */
export function isHotkey(event: KeyPress, id: HotkeyId): boolean {
  const { chord, repeats } = hotkeyOf(id);
  return (
    event.code === chord.code &&
    (event.ctrlKey || event.metaKey) === chord.control &&
    event.shiftKey === chord.shift &&
    (chord.alt === null || event.altKey === chord.alt) &&
    (repeats || !event.repeat)
  );
}
