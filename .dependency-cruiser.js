/**
 * Who may know whom. An import may only point down: routes, cli and jobs, then the faces of services, then
 * store, auth and panel, then db; everyone may use domain; domain may use agreement; agreement knows nobody, and scoring
 * only how agreement draws and ranks.
 */
const room = (name) => `^src/lib/${name}/`;

/** @param {string} name @param {string} from @param {string} to @param {string} comment */
const forbid = (name, from, to, comment, except) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from, pathNot: except },
	to: { path: to }
});

const SCREENS = 'components|state';
/** What runs on a server and answers somebody. */
const ABOVE = `^src/(lib/(server/(services|jobs|web|demo|crew/(worker|threads?)\\.ts)|formats|${SCREENS})|routes|cli)`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		{
			name: 'no-circular',
			comment: 'Two files that need each other are one file.',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'no-unresolvable',
			comment: 'Every import must exist.',
			severity: 'error',
			from: {},
			to: {
				couldNotResolve: true,
				pathNot: '^(\\$app|\\$env|\\./\\$types|\\.svelte-kit|\\$service-worker)'
			}
		},
		{
			name: 'agreement-knows-nobody',
			comment: 'Coefficients are pure: they know no other room and no clock, file or network.',
			severity: 'error',
			from: { path: room('agreement'), pathNot: '\\.spec\\.ts$' },
			to: { pathNot: ['^src/lib/agreement/', '^node_modules/@stdlib/'] }
		},
		{
			name: 'scoring-knows-nobody',
			comment:
				'Scores are pure: they know no clock, file or network, and of other rooms the seeded generator and quantiles.',
			severity: 'error',
			from: { path: room('scoring'), pathNot: '\\.spec\\.ts$' },
			to: { pathNot: ['^src/lib/scoring/', '^src/lib/agreement/(random|quantile)\\.ts$'] }
		},
		{
			name: 'domain-is-pure',
			comment:
				'The rules of the field may know the coefficients, Zod, the distributions of stdlib and the comparing of diff, nothing else.',
			severity: 'error',
			from: { path: room('domain'), pathNot: '(\\.spec\\.ts$|/testing/)' },
			to: {
				pathNot: [
					'^src/lib/domain/',
					'^src/lib/agreement/',
					'^node_modules/zod/',
					'^node_modules/@stdlib/',
					'^node_modules/diff/'
				]
			}
		},
		{
			name: 'text-knows-the-languages-only',
			comment: 'What the screens say is data: it knows which languages there are, and nobody else.',
			severity: 'error',
			from: { path: room('text'), pathNot: '\\.spec\\.ts$' },
			to: {
				path: '^src/',
				pathNot: ['^src/lib/text/', '^src/lib/domain/language\\.ts$']
			}
		},
		forbid(
			'formats-know-no-server',
			room('formats'),
			'^src/(lib/(server|components|state)|routes|cli)/',
			'Formats turn bytes into values and back.',
			'\\.spec\\.ts$'
		),
		forbid(
			'screens-know-no-server',
			'^src/lib/(components|state)/',
			'^src/lib/(server|formats)/',
			'What runs in a browser must not import the server.'
		),
		forbid(
			'db-is-the-floor',
			room('server/db'),
			'^src/(lib/(server/(store|auth|panel|services|jobs|web|demo)|formats|components|state)|routes|cli)/',
			'db knows domain only.'
		),
		forbid('store-only-statements', room('server/store'), ABOVE, 'A store knows db and domain.'),
		forbid('auth-below-services', room('server/auth'), ABOVE, 'auth knows store and db.'),
		forbid('panel-below-services', room('server/panel'), ABOVE, 'The panel knows store and db.'),
		forbid(
			'mail-sends-what-it-is-given',
			room('server/mail'),
			'^src/(lib/(server/(db|store|auth|panel|crew|services|jobs|web|demo)|formats|components|state)|routes|cli)/',
			'The way to the mail server knows domain only.',
			'\\.spec\\.ts$'
		),
		forbid(
			'services-below-screens',
			room('server/services'),
			'^src/(lib/(server/(demo|jobs|web)|components|state)|routes|cli)/',
			'A service is asked, it asks no screen.'
		),
		{
			name: 'a-subject-has-a-face',
			comment: 'Of a subject, others see its index.ts only; its inner parts stand beside it.',
			severity: 'error',
			from: { path: '^src/lib/server/services/([^/]+)/' },
			to: {
				path: '^src/lib/server/services/[^/]+/',
				pathNot: ['^src/lib/server/services/$1/', '/index\\.ts$']
			}
		},
		{
			name: 'a-subject-is-asked-by-its-face',
			comment: 'Whoever is no service sees the index.ts of a subject only.',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/lib/server/services/' },
			to: { path: '^src/lib/server/services/[^/]+/', pathNot: '/index\\.ts$' }
		},
		forbid(
			'routes-ask-services',
			'^src/routes/',
			'^src/lib/server/(db|store|panel|crew)/',
			'A screen asks a service; it never queries.'
		),
		forbid(
			'cli-asks-services',
			'^src/cli/',
			'^src/lib/server/(store|panel)/',
			'A verb asks a service; it never queries.'
		),
		{
			name: 'kit-stays-in-the-screens',
			comment:
				'Only routes, hooks and components may import $app and $env: the rest runs on plain node.',
			severity: 'error',
			from: { path: '^src/(lib/(domain|agreement|scoring|formats|state|server)|cli)/' },
			to: { path: '^\\$(app|env)/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.svelte', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'node', 'default', 'types']
		}
	}
};
