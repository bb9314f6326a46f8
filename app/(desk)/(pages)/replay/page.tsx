// The time machine: /replay?at=<Unix ms>&event=<number>&ticker=…
import { ReplayPage } from '#components/replay/replay-page.tsx';

export const dynamic = 'force-dynamic';

export default function Replay() {
  return <ReplayPage />;
}
