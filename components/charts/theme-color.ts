// A design token as a canvas colour. In: the custom property's name. Out: its value now, as the theme has it.

/** Canvas code cannot use var(); it reads the token when it draws. */
export function themeColor(token: `--color-${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}
