// The last resort when even the layout failed: plain words, no dependencies.
'use client';

interface GlobalErrorProps {
  readonly error: Error;
}

export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <h1>The console failed to load</h1>
        <p>
          Trading is not stopped by this. Run “npx voltage kill” on the machine to stop it, then
          reload this page.
        </p>
        <p>{error.message}</p>
      </body>
    </html>
  );
}
