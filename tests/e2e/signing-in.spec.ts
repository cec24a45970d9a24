/** Signing in where something is in the way: a stranger who guesses, a proxy, a disabled account. */
import { expect, install, DEMO_PASSWORD, remove, test, type Installation } from './installation.ts';
import { cookiesFor, cookiesOf, send, sendForm, type Answered } from './raw.ts';

let installation: Installation;

// Each request says by the proxy's header where it comes from.
test.beforeAll(async () => {
	const settings = { ADDRESS_HEADER: 'X-Forwarded-For' };
	installation = await install('serve', { env: settings, prepare: (primum) => primum('seed') });
});
test.afterAll(() => remove(installation));

let places = 0;
/** The header of a network address that no other request has. */
function elsewhere(): Record<string, string> {
	places += 1;
	return { 'x-forwarded-for': `192.0.2.${places % 256}` };
}

const byForm = (
	email: string,
	password: string,
	headers: Record<string, string> = elsewhere()
): Promise<Answered> => sendForm(installation.origin, '/sign-in', { email, password }, headers);

const byScript = (body: unknown): Promise<Answered> =>
	send(installation.origin, {
		method: 'POST',
		path: '/api/v1/session',
		headers: { origin: installation.origin, 'content-type': 'application/json', ...elsewhere() },
		body: JSON.stringify(body)
	});

test('a field left out is a wrong password, and what is no form a refusal', async () => {
	const { origin } = installation;
	const fields: Record<string, string>[] = [{}, { email: 'a@b.example' }, { password: 'x' }];
	for (const given of fields) {
		expect((await sendForm(origin, '/sign-in', given, elsewhere())).status).toBe(401);
	}
	for (const body of [null, {}, { email: 'a@b.example' }, [], 'text', { email: 1, password: {} }]) {
		const { status, headers } = await byScript(body);
		expect(status, JSON.stringify(body)).toBe(400);
		expect(headers.get('content-type')).toBe('application/problem+json');
	}
});

test('a request that did not come by the proxy is answered', async () => {
	const email = 'nobody@primum.example';
	expect((await byForm(email, 'wrong', {})).status).toBe(401);
	const signedIn = await byForm('rater2@demo.example', DEMO_PASSWORD, {});
	expect(signedIn.status).toBe(303);
});

test('a stranger who guesses waits, and the owner signs in from a browser of theirs', async () => {
	const { origin } = installation;
	const email = 'rater3@demo.example';
	const cookies = cookiesOf(await byForm(email, DEMO_PASSWORD));
	const known = cookies.split('; ').find((cookie) => cookie.startsWith('primum-known='))!;
	const guesses = [];
	for (let n = 0; n < 20; n += 1) guesses.push(await byForm(email, `guess ${n}`));
	expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
	const stopped = guesses.at(-1)!;
	expect(stopped.status).toBe(429);
	expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(Number(stopped.headers.get('retry-after'))).toBeLessThanOrEqual(10);
	expect(stopped.text).toMatch(/Too many tries\. Wait \d+ seconds?, then try again\./);

	const problem = await byScript({ email, password: DEMO_PASSWORD });
	expect(problem.status).toBe(429);
	expect(problem.headers.get('content-type')).toBe('application/problem+json');
	expect(Number(problem.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(JSON.parse(problem.text)).toMatchObject({ status: 429, code: 'slow-down' });

	const own = await byForm(email, DEMO_PASSWORD, { ...elsewhere(), cookie: known });
	expect(own.status).toBe(303);
	const page = await send(origin, { path: '/cases', headers: { cookie: cookiesOf(own) } });
	expect(page.status).toBe(200);
});

test('a disabled account says so to who has its password, and its sessions stay ended', async () => {
	const { origin } = installation;
	const email = 'rater4@demo.example';
	const { stdout } = await installation.primum('users', 'list', '--json');
	const { users } = JSON.parse(stdout) as { users: { id: number; email: string }[] };
	const user = String(users.find((one) => one.email === email)!.id);
	const admin = await cookiesOf(await byForm('admin@demo.example', DEMO_PASSWORD));
	const change = (action: 'disable' | 'enable') =>
		sendForm(origin, `/accounts?/${action}`, { user }, { cookie: admin });
	const cookie = cookiesOf(await byForm(email, DEMO_PASSWORD));
	const cases = () => send(origin, { path: '/cases', headers: { cookie } });
	expect((await cases()).status).toBe(200);

	expect((await change('disable')).text).toContain('The account is disabled');
	expect((await cases()).headers.get('location')).toMatch(/^\/sign-in/);
	const english = await byForm(email, DEMO_PASSWORD);
	expect(english.status).toBe(403);
	expect(english.text).toContain('This account is disabled. Ask the coordinator of your study');
	expect(cookiesOf(english)).toBe('');
	const german = await byForm(email, DEMO_PASSWORD, { ...elsewhere(), 'accept-language': 'de' });
	expect(german.text).toContain('Dieses Konto ist gesperrt. Bitten Sie Ihre Studienkoordination');
	const wrong = await byForm(email, 'wrong');
	expect(wrong.status).toBe(401);
	expect(wrong.text).not.toContain('disabled');

	expect((await change('enable')).text).toContain('The account is open again');
	expect((await cases()).headers.get('location')).toMatch(/^\/sign-in/);
	await cookiesFor(origin, email, DEMO_PASSWORD);
});
