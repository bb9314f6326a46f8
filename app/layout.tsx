// The document of every page. In: the theme cookie. Out: html with fonts and tokens; rendered per request for the nonce.
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
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

/** Dark unless the `theme` cookie says light: known on the server, so nothing flashes. */
export default async function RootLayout({ children }: RootLayoutProps) {
  const theme = (await cookies()).get('theme')?.value === 'light' ? 'light' : 'dark';
  return (
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
