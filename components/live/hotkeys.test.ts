// The table of hotkeys: what is pressed is told apart, and nothing is bound beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ariaKeys, HOTKEYS, type Hotkey, type HotkeyId, hotkeyOf, isHotkey } from './hotkeys.ts';

const PRESS = {
  ...{ code: 'KeyK', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  repeat: false,
};

const COMPONENTS = fileURLToPath(new URL('..', import.meta.url));

/** Sources of all components, tests left out, by their path. */
function sources(): ReadonlyMap<string, string> {
  const paths = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.includes('.test.'),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(COMPONENTS, path), 'utf8')]));
}

function pressed(changes: Partial<typeof PRESS>): readonly HotkeyId[] {
  return HOTKEYS.map((each) => each.id).filter((id) => isHotkey({ ...PRESS, ...changes }, id));
}

describe('hotkeys', () => {
  it('a press is one hotkey at most, with Ctrl or with Cmd', () => {
    expect(pressed({ ctrlKey: true })).toEqual(['menu']);
    expect(pressed({ metaKey: true })).toEqual(['menu']);
    expect(pressed({ ctrlKey: true, shiftKey: true })).toEqual(['kill']);
    expect(pressed({})).toEqual([]);
    expect(pressed({ code: 'KeyF', ctrlKey: true, shiftKey: true })).toEqual(['flatten']);
    expect(pressed({ code: 'KeyA', shiftKey: true })).toEqual(['approve']);
    expect(pressed({ code: 'KeyA', shiftKey: true, repeat: true })).toEqual([]);
    expect(pressed({ code: 'KeyV' })).toEqual([]);
    expect(pressed({ code: 'ArrowUp' })).toEqual(['strike-up']);
    expect(pressed({ code: 'ArrowDown', shiftKey: true })).toEqual([]);
  });

  it('a held key neither kills again nor opens the menu, and walks the ladder', () => {
    expect(pressed({ ctrlKey: true, shiftKey: true, repeat: true })).toEqual([]);
    expect(pressed({ ctrlKey: true, repeat: true })).toEqual([]);
    expect(pressed({ code: 'ArrowDown', repeat: true })).toEqual(['strike-down']);
  });

  it('AltGr writes a letter and opens nothing; the kill does not mind it', () => {
    expect(pressed({ ctrlKey: true, altKey: true })).toEqual([]);
    expect(pressed({ ctrlKey: true, altKey: true, shiftKey: true })).toEqual(['kill']);
  });

  it('what raises risk needs arming; kill and flatten never do, and work while somebody types', () => {
    const rows: readonly Hotkey[] = HOTKEYS;
    const armed = rows.filter((each) => each.needsArming).map((each) => each.id);
    expect(armed).toEqual(['approve', 'veto']);
    for (const row of rows.filter((each) => each.needsArming))
      expect([row.repeats, row.whileTyping], row.id).toEqual([false, false]);
    for (const id of ['kill', 'flatten'] as const)
      expect([hotkeyOf(id).whileTyping, hotkeyOf(id).repeats], id).toEqual([true, false]);
  });

  it('what is read out names the same keys', () => {
    expect(ariaKeys('kill')).toBe('Control+Shift+K');
  });

  it('no key is bound beside the table, and every hotkey of the table is bound', () => {
    const files = [...sources()];
    const bound = files.filter(([, text]) => /onKeyDown|['"]key(?:down|up|press)['"]/.test(text));
    const beside = bound.filter(
      ([path, text]) => path !== join('live', 'use-hotkey.ts') && !/isHotkey\(/.test(text),
    );
    expect(beside.map(([path]) => path)).toEqual([]);
    const all = files.map(([, text]) => text).join('\n');
    for (const { id } of HOTKEYS)
      expect(all, id).toMatch(new RegExp(`(?:useHotkey\\(|isHotkey\\(\\w+, )'${id}'`));
  });
});
