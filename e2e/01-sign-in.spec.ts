// Who gets in: the single-use link, the password, and nobody from another host or page.
import { request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { PASSWORD } from './support/operator.ts';
import { expect, test } from './support/test.ts';

const EVIL = 'http://evil.example';
/** Next keeps an empty alert of its own on every page. */
const REFUSAL = 'p[role="alert"]';

/** Status of one request with exactly these headers: a browser would not let a page set them. */
function statusOf(
  url: string,
  { method = 'GET', headers }: { method?: string; headers: Record<string, string> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end(method === 'POST' ? '{}' : undefined);
  });
}

/** Engine.IO answers a refused upgrade so, whatever the reason. */
const REFUSED = 400;

/** 101 when the server takes the upgrade, else the status it refuses with. */
function upgradeStatus(origin: string, headers: Record<string, string>): Promise<number> {
  const url = `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => undefined);
  });
}

test.describe.configure({ mode: 'serial' });

test('without a session the desk sends to sign-in', async ({ page, system }) => {
  await page.goto(system.origin);
  await expect(page).toHaveURL(`${system.origin}/sign-in`);
  await expect(page.getByText('No password is set yet')).toBeVisible();
});

test('the printed link opens a session exactly once and sets the password', async ({
  browser,
  system,
}) => {
  const first = await browser.newPage();
  await first.goto(system.firstLink);
  await expect(first).toHaveURL(`${system.origin}/setup`);
  await first.getByTestId('setup-submit').click();
  await first.getByTestId('password-next').fill('too short');
  await first.getByTestId('password-again').fill('too short');
  await first.getByTestId('password-submit').click();
  await expect(first.locator(REFUSAL)).toContainText('at least 15 characters');
  await first.getByTestId('password-next').fill(PASSWORD);
  await first.getByTestId('password-again').fill(PASSWORD);
  await first.getByTestId('password-submit').click();
  await expect(first).toHaveURL(`${system.origin}/`);
  await expect(first.getByTestId('mode-badge')).toHaveAttribute('data-mode', 'sim');

  const second = await browser.newPage();
  await second.goto(system.firstLink);
  await second.getByTestId('setup-submit').click();
  await expect(second.locator(REFUSAL)).toContainText('used already');
  await second.goto(system.origin);
  await expect(second).toHaveURL(`${system.origin}/sign-in`);
  await first.context().close();
  await second.context().close();
});

test('a second browser signs in by password, and not by a wrong one', async ({ page, system }) => {
  await page.goto(`${system.origin}/sign-in`);
  await page.getByTestId('login-password').fill('not the password at all');
  await page.getByTestId('login-submit').click();
  await expect(page.locator(REFUSAL)).toContainText('does not fit');
  await page.getByTestId('login-password').fill(PASSWORD);
  await page.getByTestId('login-submit').click();
  await expect(page.getByTestId('connection-state')).toHaveAttribute('data-state', 'up');
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
});

test('M10 another host name or origin is refused over HTTP', async ({ system }) => {
  const host = new URL(system.origin).host;
  const json = { 'content-type': 'application/json' };
  const session = `${system.origin}/api/session`;
  const login = `${system.origin}/api/login`;
  expect(await statusOf(session, { headers: { host } })).toBe(200);
  expect(await statusOf(session, { headers: { host: 'evil.example' } })).toBe(403);
  expect(await statusOf(session, { headers: { host, origin: EVIL } })).toBe(403);
  const post = (headers: Record<string, string>) =>
    statusOf(login, { method: 'POST', headers: { ...json, host, ...headers } });
  // 400: let through, and the empty body is refused by the handler.
  expect(await post({ origin: system.origin })).toBe(400);
  expect(await post({ origin: EVIL })).toBe(403);
  expect(await post({})).toBe(403);
  expect(await post({ origin: system.origin, 'sec-fetch-site': 'cross-site' })).toBe(403);
});

test('M10 a Socket.IO upgrade from another origin is refused, cookie or not', async ({
  system,
  session,
}) => {
  const [cookie] = (await session()).cookies;
  const signedIn = { cookie: `${cookie?.name}=${cookie?.value}` };
  expect(await upgradeStatus(system.origin, { ...signedIn, origin: system.origin })).toBe(101);
  expect(await upgradeStatus(system.origin, { ...signedIn, origin: EVIL })).toBe(REFUSED);
  expect(await upgradeStatus(system.origin, signedIn)).toBe(REFUSED);
  const host = 'evil.example';
  expect(await upgradeStatus(system.origin, { ...signedIn, host, origin: system.origin })).toBe(
    REFUSED,
  );
});

test('I9 a socket without a session hears nothing', async ({ system }) => {
  const url = `${system.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, { headers: { origin: system.origin } });
  const heard: string[] = [];
  socket.on('message', (data) => {
    const text = data.toString();
    heard.push(text);
    // Engine.IO opened: ask for the namespace, as the client library does.
    if (text.startsWith('0')) socket.send('40');
  });
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[1]).toBe('44{"message":"signed-out"}');
  socket.terminate();
});
