/** What `npm run screenshots` takes pictures of: visits of one person each, in the order they are made. */
import type { BrowserContextOptions, Page } from '@playwright/test';
import { DEMO_PASSWORD, type Installation } from './e2e/installation.ts';
import { CLOSING_STATES, forget, OPEN_STATES } from './e2e/rater-states.ts';
import { addSecondRound, type Said } from './e2e/second-round.ts';
import {
	addCases,
	addKit,
	addMember,
	addStudy,
	succeed,
	type SmallStudy
} from './e2e/small-study.ts';

export type Shot = {
	name: string;
	/** Without one the picture is of where the one before ended. */
	path?: string;
	prepare?: (page: Page) => Promise<void>;
};

export type Visit = {
	name: string;
	/** The address to sign in with; null where nobody is signed in. */
	as: string | null;
	/** How its browser differs from the others. */
	context?: BrowserContextOptions;
	/** What must be there first. */
	before?: (installation: Installation) => Promise<void>;
	shots: Shot[];
};

const GOLD = 'Derm001';
const CANDIDATE = 'candidate@primum.example';
const ARABIC = 'arabic@primum.example';
const AGAIN = 'again@primum.example';

const person = (name: string) => `${name}@demo.example`;
const study = (rest: string) => `/studies/demo/${rest}`;

/** What a panel said of the actions of a case, by address. */
const PANEL: Record<string, (at: number) => Said> = {
	[AGAIN]: (at) => [4, 6, 5, 4, 8][at % 5]!,
	'again.b@primum.example': (at) => [[7, 3, 3, 2, 4][at % 5]!, 'Rest alone has not helped so far.'],
	'again.c@primum.example': (at) => [[8, 8, 6, 8, 6][at % 5]!, 'It does little, and does it late.']
};

/** The case screen is there, and takes what is pressed. */
const ready = (page: Page) => page.locator('[data-ready=true]').waitFor();

/** Opens the case that "continue" leads to, in whatever language. */
async function openCase(page: Page): Promise<void> {
	await page.goto('/cases');
	await page.locator('section a.btn-primary').first().click();
	await ready(page);
}

/** Opens the first case in the list with these words. */
const openFrom = (words: RegExp) => async (page: Page) => {
	await page.locator('a.case').filter({ hasText: words }).first().click();
	await ready(page);
};

/** Presses keys on a screen that is ready for them. */
const press =
	(...keys: string[]) =>
	async (page: Page): Promise<void> => {
		await ready(page);
		for (const key of keys) await page.keyboard.press(key);
	};

/** A study with cases and one rater too few, and one with nothing. */
async function aStudyInSetUp(installation: Installation): Promise<void> {
	const specialties = ['Card', 'Derm'];
	const cases = { slug: 'setting-up', lengths: [8, 8, 8, 8], ratersPerCase: 3, specialties };
	await addCases(installation, cases);
	await addMember(installation, 'setting-up', 'setup@primum.example', 'rater');
	await succeed(
		installation,
		'study',
		'create',
		'empty-one',
		'--name',
		'A study with nothing in it yet'
	);
}

const inCase = (...keys: string[]) => ({
	path: '/cases',
	prepare: async (page: Page) => {
		await openCase(page);
		await press(...keys)(page);
	}
});

/** Answers all of the practice case, two of them as few would. */
const ANSWERS = ['6', '9', '2', '8', '1', '0', '3', '5', '6'];

/** Fills the sign-in form in and sends it, in whatever language it is. */
export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
	await page.goto('/sign-in');
	await page.locator('input[name=email]').fill(email);
	await page.locator('input[name=password]').fill(password);
	await page.keyboard.press('Enter');
	await page.locator('[role=alert], header').first().waitFor();
}

/** Signs the open case with the same score for every action. */
async function signWith(page: Page, score: string): Promise<void> {
	const rows = await page.locator('li.row').count();
	const place = () => page.locator('li.row.focus').getAttribute('data-row');
	for (let row = 0; row < rows; row += 1) {
		await page.keyboard.press(score);
		// A score for an unrated action has moved on already.
		if (Number(await place()) === row) await page.keyboard.press('j');
	}
	await page.getByText('Saved', { exact: true }).waitFor();
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: 'Sign and submit' }).click();
	await page
		.getByRole('status')
		.filter({ hasText: /^(Not passed|Qualified)/ })
		.waitFor();
}

/** A study in Arabic, with a presentation that is longer than any screen. */
const LONG: SmallStudy = {
	slug: 'long',
	lengths: [14],
	raters: [ARABIC],
	words: {
		presentation: Array.from(
			{ length: 30 },
			(_, line) =>
				`الفقرة ${line + 1}: رجل عمره 54 سنة يشعر بضيق في الصدر منذ أمس، ولا يأخذ أي دواء.`
		).join('\n\n'),
		question: 'ما الذي يجب فعله الآن؟',
		action: 'اعمل تخطيطا للقلب ECG اليوم، ثم أخبر المريض بالنتيجة'
	}
};

/** A study that requires qualification, and a rater who has not qualified. */
async function requireQualification(installation: Installation): Promise<void> {
	await addStudy(installation, { slug: 'trial', lengths: [12, 9], raters: [CANDIDATE] });
	await addMember(installation, 'trial', 'quentin@primum.example', 'coordinator');
	await addKit(installation, 'trial');
	const rule = ['--cases', GOLD, '--pass-mark', '80', '--tries', '2'];
	await succeed(installation, 'study', 'qualification', '--study', 'trial', ...rule);
}

export const VISITS: Visit[] = [
	{
		name: 'public',
		as: null,
		shots: [
			{ name: 'sign-in', path: '/sign-in' },
			{ name: 'sign-in-refused', prepare: (page) => signIn(page, person('rater1'), 'no') },
			{ name: 'forgotten', path: '/forgotten' },
			{ name: 'link-used', path: '/join/not-a-link' }
		]
	},
	{
		name: 'practice',
		as: person('rater1'),
		shots: [
			{ name: 'practice-offered', path: '/cases' },
			{ name: 'practice', path: '/practice', prepare: press() },
			{ name: 'practice-explained', path: '/practice', prepare: press('6', '9', '5') },
			{ name: 'practice-on', path: '/practice', prepare: press(...ANSWERS.slice(0, 5)) },
			{
				name: 'practice-comment',
				path: '/practice',
				prepare: press('6', 'ArrowUp', '8', 'ArrowUp', 'c')
			},
			{
				name: 'practice-steps',
				path: '/practice',
				prepare: async (page) => {
					await press('6', '9', 'ArrowUp', '7')(page);
					await page.locator('.coach .toggle').click();
				}
			},
			{
				name: 'practice-summary-early',
				path: '/practice',
				prepare: press('6', '9', 'Control+Enter')
			},
			{
				name: 'practice-summary',
				path: '/practice',
				prepare: press(...ANSWERS, 'Control+Enter')
			}
		]
	},
	{
		name: 'case',
		as: person('rater2'),
		shots: [
			{ name: 'my-cases', path: '/cases' },
			...Object.entries(OPEN_STATES).map(([name, state]) => ({
				name: `case-${name}`,
				prepare: async (page: Page) => {
					await forget(page);
					await openCase(page);
					await state(page);
				}
			})),
			{
				name: 'case',
				prepare: async (page) => {
					await forget(page);
					await openCase(page);
					await press('2', '7', '9', '5', '3')(page);
					await page.getByText('Saved', { exact: true }).waitFor();
				}
			},
			// Each goes on from the one before.
			...Object.entries(CLOSING_STATES).map(([name, prepare]) => ({
				name: `case-${name}`,
				prepare
			})),
			{ name: 'me', path: '/me' },
			{ name: 'not-here', path: '/cases/999999' },
			{ name: 'offline', path: '/offline' }
		]
	},
	{
		name: 'not-begun',
		as: person('rater10'),
		shots: [{ name: 'my-cases-not-begun', path: '/cases' }]
	},
	{
		name: 'german',
		as: person('rater9'),
		context: { locale: 'de-DE' },
		shots: [
			{ name: 'german-my-cases', path: '/cases' },
			{ name: 'german-case', ...inCase('2', '7') },
			{ name: 'german-keys', ...inCase('?') },
			{ name: 'german-review', ...inCase('Control+Enter') },
			{ name: 'german-practice', path: '/practice', prepare: press('6', '9') }
		]
	},
	{
		name: 'contrast',
		as: person('rater9'),
		context: { contrast: 'more' },
		shots: [
			{ name: 'contrast-my-cases', path: '/cases' },
			{ name: 'contrast-case', ...inCase('2', '8', '5') },
			{ name: 'contrast-review', ...inCase('Control+Enter') }
		]
	},
	{
		name: 'forced',
		as: person('rater9'),
		context: { forcedColors: 'active' },
		shots: [
			{ name: 'forced-my-cases', path: '/cases' },
			{ name: 'forced-case', ...inCase('2', '8', '5') },
			{ name: 'forced-flags', ...inCase('f', '2') },
			{ name: 'forced-guidelines', ...inCase('g') },
			{ name: 'forced-review', ...inCase('Control+Enter', '1') }
		]
	},
	{
		name: 'agreement',
		as: person('coordinator'),
		shots: [
			{ name: 'agreement-all', path: study('agreement?ratings=all') },
			{ name: 'agreement-raters', path: study('agreement/raters?ratings=all') },
			{ name: 'agreement-methods', path: study('agreement/methods') },
			{ name: 'what-if', path: study('what-if') },
			{ name: 'adjudication-progress', path: study('adjudicate') }
		]
	},
	{
		name: 'adjudicator',
		as: person('adjudicator'),
		shots: [
			{ name: 'adjudicate', path: study('adjudicate') },
			{
				name: 'adjudicate-action',
				prepare: async (page) => {
					await page.getByRole('main').getByRole('link').first().click();
					await page.waitForURL(/adjudicate\/\d+/);
				}
			},
			{ name: 'adjudicate-chosen', prepare: press('7') },
			{ name: 'adjudicate-keys', prepare: press('Escape', '?') }
		]
	},
	{
		name: 'forced-desk',
		as: person('coordinator'),
		context: { forcedColors: 'active' },
		shots: ['coverage', 'assignments', 'agreement', 'disagreements', 'releases', 'people'].map(
			(name) => ({ name: `forced-${name}`, path: study(name) })
		)
	},
	{
		name: 'wide',
		as: person('rater9'),
		context: { viewport: { width: 2560, height: 1440 } },
		shots: [
			{ name: 'wide-my-cases', path: '/cases' },
			{ name: 'wide-case', ...inCase('3', 'ArrowUp', '7') },
			{ name: 'wide-guidelines', ...inCase('g') },
			{ name: 'wide-practice', path: '/practice', prepare: press('6') }
		]
	},
	{
		name: 'wide-desk',
		as: person('coordinator'),
		context: { viewport: { width: 2560, height: 1440 } },
		shots: ['coverage', 'assignments', 'disagreements', 'settings'].map((name) => ({
			name: `wide-${name}`,
			path: study(name)
		}))
	},
	{
		name: 'long',
		as: ARABIC,
		before: (installation) => addStudy(installation, LONG),
		shots: [
			{ name: 'long-case', ...inCase() },
			{ name: 'long-corrected', ...inCase('4', 'ArrowUp', '7') },
			{ name: 'long-scrolled', ...inCase('r', 'PageDown', 'PageDown') },
			{
				name: 'long-asked',
				...inCase('9', 'ArrowUp', 'c', 'Escape', 'f', '1', 'Escape', '2')
			}
		]
	},
	{
		name: 'second-round',
		as: AGAIN,
		before: (installation) =>
			addSecondRound(installation, {
				...{ slug: 'again', lengths: [34], sharesComments: true },
				said: PANEL,
				asked: (at) => at % 6 === 2
			}),
		shots: [
			{ name: 'second-round-my-cases', path: '/cases' },
			{ name: 'second-round-case', ...inCase('k', '6') },
			{ name: 'second-round-reason', prepare: press('9') },
			{ name: 'second-round-keys', prepare: press('Escape', '?') },
			{ name: 'second-round-review', prepare: press('Escape', 'Control+Enter') }
		]
	},
	{
		name: 'zoom',
		as: person('rater9'),
		// What a window of 1440 by 900 pixels shows at 200%.
		context: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
		shots: [{ name: 'zoom-case', ...inCase('2', '8') }]
	},
	{
		name: 'qualification',
		as: CANDIDATE,
		before: requireQualification,
		shots: [
			{ name: 'qualification-required', path: '/cases' },
			{ name: 'qualification-case', prepare: openFrom(new RegExp(GOLD)) },
			{ name: 'qualification-not-passed', prepare: (page) => signWith(page, '5') },
			{ name: 'qualification-again', path: '/cases' },
			{
				name: 'qualification-no-try-left',
				path: '/cases',
				prepare: async (page) => {
					await openFrom(new RegExp(GOLD))(page);
					await signWith(page, '6');
					await page.goto('/cases');
				}
			}
		]
	},
	{
		name: 'coordinator',
		as: person('coordinator'),
		shots: [
			{ name: 'coverage', path: study('coverage') },
			{ name: 'assignments', path: study('assignments') },
			{ name: 'agreement', path: study('agreement') },
			{ name: 'disagreements', path: study('disagreements') },
			{ name: 'releases', path: study('releases') },
			{ name: 'release-check', path: study('releases/new') },
			{ name: 'release-check-whole', path: study('releases/new?baselines=yes&card=yes') },
			{ name: 'leaderboard-desk', path: study('leaderboard') },
			{ name: 'leaderboard-take-back', path: study('leaderboard?ask=unpublish') },
			{ name: 'submit', path: '/submit/demo/1' },
			{ name: 'cases', path: study('cases') },
			{ name: 'one-case', path: study('cases/Card001') },
			{ name: 'edit-case', path: study('cases/Card001/edit') },
			{ name: 'new-case', path: study('cases/new') },
			{ name: 'people', path: study('people') },
			{ name: 'mails', path: study('mails') },
			{ name: 'mail-words', path: study('mails/words') },
			{ name: 'remind', path: study('remind') },
			{ name: 'settings', path: study('settings') },
			{
				name: 'settings-rating-unsaved',
				path: study('settings/rating'),
				prepare: (page) => page.getByLabel('Message to raters').fill('Mind the units.')
			},
			{ name: 'settings-guidelines', path: study('settings/guidelines') },
			{ name: 'settings-scale', path: study('settings/scale') },
			{ name: 'settings-consensus', path: study('settings/consensus') },
			{ name: 'settings-later-rounds', path: study('settings/later') },
			{ name: 'settings-versions', path: study('settings/versions') },
			{ name: 'missing', path: '/studies/none/coverage' }
		]
	},
	{
		name: 'leaderboard',
		as: null,
		shots: [
			{ name: 'leaderboard', path: '/leaderboards/demo/1' },
			{ name: 'leaderboard-case', path: '/leaderboards/demo/1/cases/Card001' },
			{ name: 'leaderboard-embedded', path: '/embed/leaderboards/demo/1' }
		]
	},
	{
		name: 'admin',
		as: person('admin'),
		shots: [
			{ name: 'studies', path: '/studies' },
			{ name: 'new-study', path: '/studies/new' },
			{ name: 'accounts', path: '/accounts' },
			{ name: 'qualification-people', path: '/studies/trial/people' },
			{ name: 'qualification-settings', path: '/studies/trial/settings/qualification' }
		]
	},
	{
		name: 'studies',
		as: person('admin'),
		before: aStudyInSetUp,
		shots: [
			{ name: 'studies-several', path: '/studies' },
			{ name: 'setup', path: '/studies/setting-up/setup' },
			{ name: 'setup-under-way', path: study('setup') },
			{ name: 'setup-coverage', path: '/studies/empty-one/coverage' },
			{ name: 'setup-people', path: '/studies/empty-one/people' },
			{ name: 'clone', path: '/studies/setting-up/clone' },
			{ name: 'care', path: '/studies/setting-up/care' },
			{ name: 'care-delete', path: '/studies/setting-up/care?ask=delete' },
			{ name: 'care-held', path: study('care') },
			{
				name: 'care-archived',
				path: '/studies/empty-one/care?ask=archive',
				prepare: (page) => page.getByRole('button', { name: 'Archive', exact: true }).click()
			},
			{ name: 'archived-page', path: '/studies/empty-one/settings' },
			{ name: 'studies-archived', path: '/studies?show=archived' }
		]
	},
	{
		name: 'lock',
		as: person('coordinator'),
		shots: [
			{ name: 'rounds', path: study('rounds') },
			{ name: 'rounds-close', path: study('rounds?ask=close') },
			{
				name: 'rounds-closed',
				prepare: (page) => page.getByRole('button', { name: 'Close round 1' }).click()
			}
		]
	},
	{
		name: 'locked',
		as: person('rater2'),
		shots: [
			{ name: 'my-cases-locked', path: '/cases' },
			{ name: 'case-locked', prepare: openFrom(/Submitted/) }
		]
	}
];
