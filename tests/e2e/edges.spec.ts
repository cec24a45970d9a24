/** Whatever is sent, Primum answers: a refusal in words at worst, never a fault of its own. */
import { aServer } from '../contract/postgres.ts';
import { DEMO_PASSWORD, expect, install, remove, test, type Installation } from './installation.ts';
import { cookiesFor, send, type Sent } from './raw.ts';
import { everyField, everyRoute, type Route } from './routes.ts';

/** What may stand in an address where an id, a number, a name or a token is meant. */
const ODD = [
	'99999999999',
	'2147483648',
	'9007199254740993',
	'-1',
	'0',
	'1e3',
	'NaN',
	'null',
	'%00',
	'%E0%A4%A',
	'%',
	'%2e%2e%2f',
	'%F0%9F%98%80',
	"'%20or%201=1--",
	'__proto__',
	'x'.repeat(2_000)
];

const QUERIES = [
	'',
	'?',
	'?next=%',
	'?next=//elsewhere.example&account=%00',
	'?x-sveltekit-invalidated=%FF'
];

const FORM = 'application/x-www-form-urlencoded';

/** Bodies that are none, or not what they say they are, by content type. */
const BODIES: [type: string | undefined, body: string][] = [
	[undefined, ''],
	[FORM, ''],
	[FORM, '%'],
	[FORM, '&&==&%00=%00'],
	[FORM, '__proto__=1&constructor=2'],
	['multipart/form-data', 'no boundary'],
	['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-da'],
	['text/plain', 'email=a'],
	['application/octet-stream', '\0\u0001'],
	['application/xml', '<a/>'],
	['application/x-sveltekit-formdata', '\0\u0001\u0002'],
	['application/json', ''],
	['application/json', 'null'],
	['application/json', '{'],
	['application/json', '[]'],
	['application/json', '"text"'],
	['application/json', '1e999'],
	['application/json', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
	['application/json', '{"__proto__":{"isAdmin":true},"email":null,"password":{}}']
];

/** A save and a comment whose parts fit nowhere. */
const VALUE = { score: 5, cannotRate: null, comment: '', flags: [] };
const SAVES = [
	{ action: 99_999_999_999, version: 0 },
	{ action: 1, version: 99_999_999_999 },
	{ action: 1, version: 0, value: { ...VALUE, comment: 'a\0b' } },
	{ action: 1, version: 0, value: { ...VALUE, comment: '\ud800' } },
	{ action: 1.5, version: -1 }
].map((save) => ({ operation: crypto.randomUUID(), value: VALUE, activeMs: 0, ...save }));
const OTHERS = [
	{ text: 'a\0b', comment: '\0' },
	{ version: 99_999_999_999 },
	{ meaning: '\0' },
	{ email: 'a\0b@c.example', password: '\0' },
	{ email: 'a@b.example', password: 'x', account: 99_999_999_999 }
];
const JSONS = [...SAVES, ...OTHERS].map((body) => JSON.stringify(body));

/** Forms with the same odd value in every field there is. */
const FIELDS = ['', '99999999999', '-1', '1e309', '\0', '\ud800', '__proto__', '9'.repeat(400)].map(
	(value) => new URLSearchParams(everyField().map((field) => [field, value])).toString()
);

const METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND', 'TRACE'];

const COOKIES = [
	'primum=%E0%A4%A',
	`primum=${'a'.repeat(7_000)}`,
	'primum',
	'=;;=',
	'primum-known=.....;primum-language=%'
];

/** The route with one value for all of its parameters; known ones stay as they are where they lead on. */
function addresses({ path }: Route): string[] {
	if (!path.includes('[')) return [path];
	const known = path.replace('[study]', 'demo').replace('[assignment]', '1');
	return ODD.flatMap((odd) => {
		const within = known.replace(/\[\w+\]/g, odd);
		const outside = path.replace(/\[\w+\]/g, odd);
		return within === outside ? [within] : [within, outside];
	});
}

/**
 * What is sent to one route.
 *
 * @param refused true where nobody reads a body, because the person may not send one there
 */
function* requests(route: Route, refused: boolean): Generator<Sent> {
	const simple = route.path
		.replace('[study]', 'demo')
		.replace('[assignment]', '1')
		.replace(/\[\w+\]/g, ODD[0]!);
	for (const path of addresses(route)) {
		yield { path };
		if (route.isPage) yield { path: `${path}/__data.json` };
	}
	for (const query of QUERIES) yield { path: simple + query };
	for (const method of METHODS) yield { path: simple, method };
	for (const cookie of COOKIES) yield { path: simple, headers: { cookie } };
	// Signing out would end what the other requests need.
	if (route.path === '/sign-out') return;
	for (const name of ['/no-such-action', '/default']) {
		yield { path: `${simple}?${name}`, method: 'POST', body: 'a=b', headers: of(FORM) };
	}
	for (const name of route.actions.length === 0 ? [''] : route.actions) {
		const path = name === '' ? simple : `${simple}?/${name}`;
		yield { path, method: 'POST', body: 'a=b', headers: of(FORM) };
		if (refused) continue;
		for (const [type, body] of BODIES) yield { path, method: 'POST', body, headers: of(type) };
		for (const body of FIELDS) yield { path, method: 'POST', body, headers: of(FORM) };
	}
	if (route.isPage) return;
	for (const path of addresses(route)) {
		yield { path, method: 'POST', body: JSONS[0]!, headers: of('application/json') };
	}
	for (const body of JSONS) {
		yield { path: simple, method: 'POST', body, headers: of('application/json') };
	}
}

/** JSON is asked for, as a script does: a page would be drawn again for every form that is refused. */
const of = (type: string | undefined): Record<string, string> => ({
	accept: 'application/json',
	...(type === undefined ? {} : { 'content-type': type })
});

/** Everything as nobody, as a rater and as an administrator; gives what was answered with a fault. */
async function faults({ origin, output }: Installation): Promise<string[]> {
	const found: string[] = [];
	const people = {
		nobody: '',
		rater: await cookiesFor(origin, 'rater1@demo.example', DEMO_PASSWORD),
		administrator: await cookiesFor(origin, 'admin@demo.example', DEMO_PASSWORD)
	};
	for (const [who, cookie] of Object.entries(people)) {
		for (const route of everyRoute()) {
			// Everyone may try to sign in; a rater's own requests are those to the interface for programs.
			const open = /^\/(sign-in|join|language|api)/.test(route.path);
			const sent = [...requests(route, !open && who !== 'administrator')];
			const answers = await Promise.all(
				sent.map((request) =>
					send(origin, { ...request, headers: { origin, cookie, ...request.headers } })
				)
			);
			answers.forEach(({ status }, index) => {
				if (status < 500) return;
				const { method = 'GET', path, headers, body } = sent[index]!;
				const what = [
					who,
					method,
					path.slice(0, 80),
					JSON.stringify(headers ?? {}),
					String(body ?? '').slice(0, 60)
				];
				found.push(`${status}: ${what.join(' ')}`);
			});
		}
	}
	// A form that a script sends, and a page's data, carry a fault inside of an answer with 200.
	const logged = output()
		.split('\n')
		.filter((line) => line.includes('unexpected error'));
	return [...found, ...logged.map((line) => line.slice(0, 400))];
}

const seeded = (primum: Installation['primum']) => primum('seed');

test('nothing that is sent makes it fail', async () => {
	test.slow();
	const installation = await install('serve', { prepare: seeded });
	try {
		expect(await faults(installation)).toEqual([]);
	} finally {
		await remove(installation);
	}
});

test('nothing that is sent makes it fail on PostgreSQL', async () => {
	test.slow();
	const { server, stop } = await aServer();
	try {
		await server.createDatabase('edges');
		const settings = { DATABASE_URL: `${server.address}edges` };
		const installation = await install('serve', { env: settings, prepare: seeded });
		try {
			expect(await faults(installation)).toEqual([]);
		} finally {
			await remove(installation);
		}
	} finally {
		await stop();
	}
});
