// Sign-in: password login, or what to do when none is set yet.
import { SignInForm } from '#components/session/sign-in-form.tsx';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Sign in · Voltage' };

export default function SignInPage() {
  return <SignInForm />;
}
