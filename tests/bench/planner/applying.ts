/** Saves while a coordinator applies the plan of a study a hundred times as large as NOHARM. */
import { setTimeout } from 'node:timers/promises';
import { table } from '../../../src/cli/text.ts';
import { TERMINAL } from '../../../src/lib/server/app.ts';
import { openApp, readConfig } from '../../../src/lib/server/config.ts';
import * as assigning from '../../../src/lib/server/services/assigning/index.ts';
import * as importing from '../../../src/lib/server/services/importing/index.ts';
import * as people from '../../../src/lib/server/services/people/index.ts';
import * as studies from '../../../src/lib/server/services/studies/index.ts';
import { remove } from '../../e2e/installation.ts';
import { quantile, type Figure, type Progress } from '../figure.ts';
import { openCase, save } from '../support/rating.ts';
import { seeded } from '../support/seeded.ts';
import { serve, whileWatched } from '../support/server.ts';
import { FormData, Visitor } from '../support/visitor.ts';

const CASES = 10_000;
const RATERS = 2_900;
const SLUG = 'large';
const SPECIALTIES = ['Card', 'Derm', 'Endo', 'GI', 'Heme', 'ID', 'Neph', 'Neuro', 'Psych', 'Pulm'];

/** Raters of the small study beside it, who save all the while: one save every so often. */
const SAVING = 20;
const EVERY_MS = 5;
const MOST_P99_MS = 200;

/** Into a data folder with the demonstration: a study of this size whose plan is asked for. */
async function addLargeStudy(data: string): Promise<void> {
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent' }));
	const of = (index: number) => SPECIALTIES[index % SPECIALTIES.length]!;
	const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
	const csv = (head: string, lines: string[]) =>
		new TextEncoder().encode([head, ...lines, ''].join('\n'));
	try {
		await studies.create(app, TERMINAL, { slug: SLUG, name: 'Large', ratersPerCase: 3 });
		const files = new Map([
			[
				'cases.csv',
				csv(
					'case,specialty,presentation',
					numbers(CASES).map((n) => `C${n},${of(n)},Invented.`)
				)
			],
			[
				'actions.csv',
				csv(
					'case,number,text,category',
					numbers(CASES).map((n) => `C${n},1,Do it.,Diagnostic`)
				)
			]
		]);
		await importing.importCases(app, TERMINAL, SLUG, { files });
		const lines = numbers(RATERS).map((n) => `Rater ${n}, r${n}@large.example, ${of(n)}`);
		await people.addMany(app, TERMINAL, SLUG, { lines: lines.join('\n'), how: 'links' });
		// Of this size it is a job, which the server takes up.
		await assigning.computePlan(app, TERMINAL, SLUG);
	} finally {
		await app.db.close();
	}
}

/** Applies the plan while people save, once nobody disturbs it before. */
export async function measureApplying(fresh: boolean, progress: Progress): Promise<Figure[]> {
	const data = await seeded(10, fresh, progress);
	progress(`a study of ${CASES.toLocaleString('en')} cases`);
	await addLargeStudy(data);
	const server = await serve(data);
	try {
		const admin = await Visitor.signedIn(server.origin, 'admin@demo.example');
		progress('its plan');
		while (!(await planIsReady(admin))) await setTimeout(500);
		const raters: { visitor: Visitor; open: Awaited<ReturnType<typeof openCase>> }[] = [];
		for (let place = 3; raters.length < SAVING; place += 1) {
			const visitor = await Visitor.signedIn(server.origin, `rater${place}@demo.example`);
			raters.push({ visitor, open: await openCase(visitor) });
		}
		progress('applying it with saves beside it');
		const times: number[] = [];
		let applied = false;
		const saving = raters.map(async ({ visitor, open }, place) => {
			await setTimeout(place * EVERY_MS);
			for (let turn = 0; !applied; turn += 1) {
				const began = performance.now();
				await save(visitor, open, turn);
				times.push(performance.now() - began);
				await setTimeout(SAVING * EVERY_MS);
			}
		});
		const held = await whileWatched(server, () =>
			admin
				.submit(`/studies/${SLUG}/assignments?/apply`, new FormData())
				.finally(() => (applied = true))
		);
		await Promise.all(saving);
		await Promise.all([admin, ...raters.map(({ visitor }) => visitor)].map((one) => one.close()));
		const row = [
			(held.ms / 1000).toFixed(2),
			String(times.length),
			...[0.5, 0.99, 1].map((share) => quantile(times, share).toFixed(1)),
			held.blockedMs.toFixed(1)
		];
		const head = ['applying s', 'saves', 'p50 ms', 'p99 ms', 'most ms', 'held ms'];
		console.log(
			`\nSaves while the plan of ${CASES.toLocaleString('en')} cases is applied\n${table(head, [row])}`
		);
		return [
			{
				...{ what: 'p99 of a save while a large plan is applied', unit: 'ms', binding: false },
				...{ value: quantile(times, 0.99), target: { most: MOST_P99_MS } }
			}
		];
	} finally {
		await remove(server);
	}
}

async function planIsReady(admin: Visitor): Promise<boolean> {
	const { body } = await admin.get(`/studies/${SLUG}/assignments`);
	return /Apply [\d,]+\s+assignments/.test(body.toString());
}
