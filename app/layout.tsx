// The document of every page. In: the headers of build and nonce. Out: html with fonts and tokens; rendered per request.
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { FIRST_PAINT } from '#components/ui/first-paint.ts';
import { FollowChoices } from '#components/ui/follow-choices.tsx';
import './globals.css';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: 'Voltage',
  description: "Volatility-trading console for Kalshi's BTC binary markets",
  manifest: '/manifest.webmanifest',
  icons: { icon: '/icon-off.svg', apple: '/icon-192.png' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
};

interface RootLayoutProps {
  readonly children: ReactNode;
}

/**
 * The browser's choices are drawn by a script in the head, before the first paint: nothing flashes. The document says of
 * what build it is, so that a tab kept open over an update knows that it is old (F112).
 */
export default async function RootLayout({ children }: RootLayoutProps) {
  const known = await headers();
  const build = known.get('x-voltage-build') ?? undefined;
  const nonce = known.get('x-nonce') ?? undefined;
  return (
    <html lang="en" data-theme="dark" data-build={build} suppressHydrationWarning>
      <head>
        <script nonce={nonce} suppressHydrationWarning>
          {FIRST_PAINT}
        </script>
      </head>
      <body>
        {children}
        <FollowChoices />
      </body>
    </html>
  );
}
