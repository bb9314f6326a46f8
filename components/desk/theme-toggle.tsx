// Dark or light, kept in a cookie so that the server draws the right one at once.
'use client';
import { MoonIcon, SunIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

const YEAR_SECONDS = 31_536_000;

type Theme = 'dark' | 'light';

function currentTheme(): Theme {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark';
}

export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const next: Theme = theme === 'dark' ? 'light' : 'dark';

  function toggle() {
    document.documentElement.dataset['theme'] = next;
    void cookieStore.set({
      name: 'theme',
      value: next,
      sameSite: 'strict',
      expires: Date.now() + YEAR_SECONDS * 1000,
    });
    setTheme(next);
  }

  const Icon = next === 'light' ? SunIcon : MoonIcon;
  return (
    <Button intent="quiet" aria-label={`Switch to the ${next} theme`} onClick={toggle}>
      <Icon aria-hidden="true" className="size-3.5" />
    </Button>
  );
}
