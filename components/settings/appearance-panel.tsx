// How the console looks in this browser: theme, palette, hue of a gain, density, motion. Drawn at once, in every tab.
'use client';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { choose, useChoices, useIsKept } from '#components/ui/use-choices.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { DESIGNED_LOOK, gainWords } from './look.ts';

/** The hues by what they mean, in words: nothing here is a price. */
function Sample() {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-2 py-2 text-sm">
      <span className="text-2xs text-ink-faint">So it looks:</span>
      <span className="font-semibold text-gain">+ gain</span>
      <span className="font-semibold text-loss">− loss</span>
      <span className="text-bid">bid, YES</span>
      <span className="text-ask">ask, NO</span>
      <span className="text-severity-warning">warning</span>
      <span className="font-semibold text-severity-critical">critical</span>
    </p>
  );
}

export function AppearancePanel() {
  const { theme, palette, gain, density, motion } = useChoices();
  const isKept = useIsKept();
  return (
    <Panel
      id="appearance"
      title="Appearance"
      aside={
        <Button intent="quiet" onClick={() => choose(DESIGNED_LOOK)}>
          As designed
        </Button>
      }
    >
      <Sample />
      <ChoiceGroup
        legend="Theme"
        about="System follows this computer, also while it changes."
        value={theme}
        options={[
          { value: 'dark', name: 'Dark' },
          { value: 'light', name: 'Light' },
          { value: 'system', name: 'System' },
        ]}
        onChoose={(next) => choose({ theme: next })}
      />
      <ChoiceGroup
        legend="Palette"
        about="Blue and orange, and bid and ask beside them, stay apart for eyes that do not tell green from red."
        value={palette}
        options={[
          { value: 'green-red', name: 'Green and red' },
          { value: 'blue-orange', name: 'Blue and orange' },
        ]}
        onChoose={(next) => choose({ palette: next })}
      />
      <ChoiceGroup
        legend="A gain is"
        about="Signs and words stay; only the hue changes sides."
        value={gain}
        options={[
          { value: 'first', name: gainWords(palette).first },
          { value: 'second', name: gainWords(palette).second },
        ]}
        onChoose={(next) => choose({ gain: next })}
      />
      <ChoiceGroup
        legend="Rows"
        about="Touch screens have rows as high as a finger, whatever is chosen."
        value={density}
        options={[
          { value: 'compact', name: 'Compact' },
          { value: 'comfortable', name: 'Comfortable' },
        ]}
        onChoose={(next) => choose({ density: next })}
      />
      <ChoiceGroup
        legend="Motion"
        about="Reduced: a changed price does not flash, a waiting button does not pulse. System does so where this computer asks for it."
        value={motion}
        options={[
          { value: 'system', name: 'System' },
          { value: 'reduced', name: 'Reduced' },
        ]}
        onChoose={(next) => choose({ motion: next })}
      />
      <p className="p-2 text-2xs text-ink-faint">
        {isKept
          ? 'Kept in this browser, for all its tabs.'
          : 'This browser keeps nothing: what you choose lasts until the page is reloaded.'}
      </p>
    </Panel>
  );
}
