/** A change is taken from pages at Primum's own address only; whoever opened another one is told which. */
import { randomUUID } from 'node:crypto';
import { DEMO_PASSWORD, expect, test } from './installation.ts';
import { cookiesFor, send } from './raw.ts';

const FORM = 'application/x-www-form-urlencoded';
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

test('a change asked for from elsewhere is refused, whatever its type, and changes nothing', async ({
	demo
}) => {
	const { origin } = demo;
	const { port } = new URL(origin);
	const admin = await cookiesFor(origin, 'admin@demo.example', DEMO_PASSWORD);
	const rater = await cookiesFor(origin, 'rater1@demo.example', DEMO_PASSWORD);
	const mine = await send(origin, { path: '/cases', headers: { cookie: rater } });
	const path = /\/cases\/\d+/.exec(mine.text)![0];
	const ratings = `/api/v1${path.replace('cases', 'assignments')}/ratings`;
	const save = (action: number, version: number) =>
		JSON.stringify({
			operation: randomUUID(),
			action,
			version,
			value: { score: 5, cannotRate: null, comment: '', flags: [] },
			activeMs: 0
		});
	const own = async (body: string) => {
		const headers = { cookie: rater, origin, 'content-type': 'application/json' };
		const { status, text } = await send(origin, { method: 'POST', path: ratings, headers, body });
		return { status, ...(JSON.parse(text) as { version?: number }) };
	};
	let action = 1;
	while ((await own(save(action, 0))).status !== 200) action += 1;

	const person = 'name=Eve&email=eve%40primum.example';
	const changes = [
		{ path: ratings, cookie: rater, body: save(action, 1) },
		{ path: '/accounts?/add', cookie: admin, body: person },
		{ path: '/sign-out', cookie: admin, body: '' },
		{ path: '/language', cookie: admin, body: 'language=de' }
	];
	const origins = [
		undefined,
		'null',
		'https://elsewhere.example',
		`http://127.0.0.1:${port}`,
		`https://localhost:${port}`,
		`http://localhost:${port}.elsewhere.example`,
		`http://localhost:${Number(port) + 1}`
	];
	const types = [
		undefined,
		FORM,
		'multipart/form-data; boundary=x',
		'text/plain',
		'application/json',
		'application/octet-stream'
	];
	for (const { path: to, cookie, body } of changes) {
		for (const from of origins) {
			for (const type of types) {
				for (const method of METHODS) {
					const headers: Record<string, string> = { cookie };
					if (from !== undefined) headers.origin = from;
					if (type !== undefined) headers['content-type'] = type;
					const answered = await send(origin, { method, path: to, headers, body });
					expect(answered.status, `${method} ${to} from ${from} as ${type}`).toBe(403);
					expect(answered.headers.getSetCookie()).toEqual([]);
				}
			}
		}
	}
	const { stdout } = await demo.primum('users', 'list');
	expect(stdout).not.toContain('eve@primum.example');
	const accounts = await send(origin, { path: '/accounts', headers: { cookie: admin } });
	expect(accounts.status, 'still signed in').toBe(200);
	// Taken as the second save of the action: none came between.
	expect(await own(save(action, 1))).toMatchObject({ status: 200, version: 2 });
});

test('a program reads why, as a problem document', async ({ installation }) => {
	const { origin } = installation;
	const answered = await send(origin, {
		method: 'POST',
		path: '/api/v1/session',
		headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' },
		body: '{}'
	});
	expect(answered.headers.get('content-type')).toBe('application/problem+json');
	expect(answered.headers.get('cache-control')).toBe('no-store');
	expect(JSON.parse(answered.text)).toMatchObject({
		status: 403,
		code: 'other-address',
		detail: expect.stringContaining(`Open ${origin} and try again there.`)
	});
});

test('whoever opened 127.0.0.1 reads which address to open', async ({ installation, page }) => {
	const { origin } = installation;
	await page.goto(`${origin.replace('localhost', '127.0.0.1')}/sign-in`);
	await page.getByLabel('E-mail address').fill('nobody@primum.example');
	await page.getByLabel('Password').fill('whatever it may be');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Another address' })).toBeVisible();
	await expect(page.getByText(`Open ${origin} and try again there.`)).toBeVisible();
	await page.getByRole('link', { name: 'Open Primum' }).click();
	await page.waitForURL(`${origin}/sign-in**`);
	await page.getByLabel('E-mail address').fill('nobody@primum.example');
	await page.getByLabel('Password').fill('whatever it may be');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText('is not right');
});

test.describe('in German', () => {
	test.use({ locale: 'de-DE' });

	test('the page speaks the language of the browser', async ({ installation, page }) => {
		const { origin } = installation;
		await page.goto(`${origin.replace('localhost', '127.0.0.1')}/sign-in`);
		await page.getByRole('button', { name: 'Anmelden' }).waitFor();
		await page.getByLabel('E-Mail-Adresse').fill('nobody@primum.example');
		await page.getByLabel('Passwort').fill('was auch immer');
		await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
		await expect(page.getByRole('heading', { name: 'Andere Adresse' })).toBeVisible();
		await expect(page.getByText(`Öffnen Sie ${origin}`)).toBeVisible();
	});
});
