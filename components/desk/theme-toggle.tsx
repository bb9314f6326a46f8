// The button that switches between dark and light.
'use client';
import { MoonIcon, SunIcon } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { setTheme, useTheme } from './use-theme.ts';

export function ThemeToggle() {
  const next = useTheme() === 'dark' ? 'light' : 'dark';
  const Icon = next === 'light' ? SunIcon : MoonIcon;
  return (
    <Button
      intent="quiet"
      aria-label={`Switch to the ${next} theme`}
      onClick={() => setTheme(next)}
    >
      <Icon aria-hidden="true" className="size-3.5" />
    </Button>
  );
}
