// The page behind the single-use setup link printed in the terminal: /setup?token=…
import { SetupForm } from '#components/session/setup-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Set up · Voltage' };

interface SetupPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const token = (await searchParams)['token'];
  return <SetupForm token={typeof token === 'string' ? token : ''} />;
}
