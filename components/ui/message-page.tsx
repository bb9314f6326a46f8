// A whole page that only says something. In: title, text, actions. Out: a centred card.
import type { ReactNode } from 'react';

export interface MessagePageProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

export function MessagePage({ title, text, children }: MessagePageProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <section className="w-full max-w-sm rounded-md border border-line bg-surface p-6">
        <p className="label mb-4 uppercase">Voltage</p>
        <h1 className="mb-2 text-lg font-semibold">{title}</h1>
        {text !== undefined && <p className="mb-4 text-base text-ink-soft">{text}</p>}
        {children}
      </section>
    </main>
  );
}
