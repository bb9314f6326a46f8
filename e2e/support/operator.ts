// The operator of a running system: signs in once for all specs. In: the system. Out: the cookie every browser starts with.
import { type APIRequest, expect } from 'playwright/test';
import type { System } from './system.ts';

export const PASSWORD = 'four walls of quiet rain';

export interface StorageState {
  readonly cookies: Awaited<
    ReturnType<Awaited<ReturnType<APIRequest['newContext']>>['storageState']>
  >['cookies'];
  readonly origins: [];
}

/** The token of the single-use link. */
function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') ?? '';
}

/** Signs in by password; on a console that has none yet, by its first link, and sets the password. */
export async function signIn(request: APIRequest, system: System): Promise<StorageState> {
  const api = await request.newContext({
    baseURL: system.origin,
    extraHTTPHeaders: { origin: system.origin },
  });
  const { passwordSet } = await (await api.get('/api/session')).json();
  if (passwordSet === true) {
    const login = await api.post('/api/login', { data: { password: PASSWORD } });
    expect(login.status(), await login.text()).toBe(200);
  } else {
    const setup = await api.post('/api/setup', { data: { token: tokenOf(system.firstLink) } });
    expect(setup.status(), await setup.text()).toBe(200);
    const password = await api.post('/api/password', { data: { next: PASSWORD } });
    expect(password.status(), await password.text()).toBe(200);
  }
  const { cookies } = await api.storageState();
  await api.dispose();
  return { cookies, origins: [] };
}
