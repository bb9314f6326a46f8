// A page that failed as a whole. Says so, keeps the way to stop trading in sight, offers a retry.
'use client';
import { MessagePage } from '#components/ui/message-page.tsx';

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <MessagePage
      title="The console failed to draw"
      text={`Trading is not stopped by this: run “npx voltage kill” on the machine if you must stop it now. (${error.message})`}
    >
      <button type="button" className="underline underline-offset-4" onClick={() => retry()}>
        Try again
      </button>
    </MessagePage>
  );
}
