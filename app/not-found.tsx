// Any unknown address: one way back.
import { MessagePage } from '#components/ui/message-page.tsx';

export default function NotFound() {
  return (
    <MessagePage title="No such page" text="This address does not exist on the console.">
      <a className="underline underline-offset-4" href="/">
        Back to the desk
      </a>
    </MessagePage>
  );
}
