// The trading desk: composes the client desk; every number arrives over the socket after mount.
import { Desk } from '#components/desk/desk.tsx';

export const dynamic = 'force-dynamic';

export default function DeskPage() {
  return <Desk />;
}
