// The document of every page. In: theme cookie, build header. Out: html with fonts and tokens; rendered per request.
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
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
 * Dark unless the `theme` cookie says light: known on the server, so nothing flashes. The document says of what build it
 * is, so that a tab kept open over an update knows that it is old (F112).
 */
export default async function RootLayout({ children }: RootLayoutProps) {
  const theme = (await cookies()).get('theme')?.value === 'light' ? 'light' : 'dark';
  const build = (await headers()).get('x-voltage-build') ?? undefined;
  return (
    <html lang="en" data-theme={theme} data-build={build} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
