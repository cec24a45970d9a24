import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onEach } from '../databases.ts';
import { sendRubbish } from '../endpoints/asking.ts';
import { aStudyAtWork, NO_STUDY, NOT_YOURS } from './a-study-at-work.ts';
import { FIRST, FORMS, LEADS, NEVER, WATCHED } from './forms.ts';

const STUDY = join(import.meta.dirname, '../../../src/routes/(study)/studies/[study]');

/** Those that only say what would happen. */
const CHECKS = [
	'people/add?/check',
	'cases/import/[upload]?/preview',
	'cases/import/[upload]?/check',
	'people/add?/read',
	'rounds/next?/pick',
	'agreement/raters?/parts',
	'agreement/raters?/stopParts',
	'disagreements?/pick',
	'releases/new?/ask'
];

/** What can be asked of an archived study all the same, or is answered as before. */
const ARCHIVED_TOO = [
	'care?/unarchive',
	'clone?/default',
	'agreement/raters?/names',
	'api?/revoke',
	'releases?/stop',
	'releases/new?/stop',
	'cases/import/[upload]?/stop',
	NEVER,
	...CHECKS
];

/** Those that are not for who runs the study: see adjudicate.spec.ts. */
const OF_OTHERS = ['adjudicate/[action]?/rule'];

it('has a form of every page of a study that has actions', async () => {
	const pages = readdirSync(STUDY, { recursive: true, encoding: 'utf8' }).filter(
		(path) => basename(path) === '+page.server.ts'
	);
	const actions = await Promise.all(
		pages.map(async (path) => {
			const module: { actions?: object } = await import(join(STUDY, path));
			return Object.keys(module.actions ?? {}).map((name) => `${dirname(path)}?/${name}`);
		})
	);
	const all = [...FORMS.map(({ page, name }) => `${page}?/${name}`), ...OF_OTHERS];
	expect(all.sort()).toEqual(actions.flat().sort());
});

onEach(
	({ fresh }) => {
		describe.each(FORMS)('$page?/$name', ({ page, name, action, fields, params }) => {
			const form = `${page}?/${name}`;
			const who = ['coordinator', 'administrator'] as const;
			// An administrator who is no member reads nothing on the study's behalf.
			it.each(form === 'setup?/read' ? who.slice(0, 1) : form === NEVER ? [] : who)(
				'is taken from a %s',
				async (who) => {
					const at = await aStudyAtWork(await fresh());
					await FIRST[name]?.(at);
					const before = await at.everything();
					const seen = await at.tell(at[who], action, fields(at), params(at));
					const watched = WATCHED[form];
					const location = watched ? expect.stringMatching(watched) : (LEADS[form] ?? null);
					expect(seen).toMatchObject({ status: location === null ? 200 : 303, location });
					const after = await at.everything();
					if (CHECKS.includes(form)) expect(after).toEqual(before);
					else expect(after).not.toEqual(before);
				}
			);

			if (!ARCHIVED_TOO.includes(form)) {
				it('changes nothing in an archived study', async () => {
					const at = await aStudyAtWork(await fresh());
					if (name !== 'archive') await FIRST[name]?.(at);
					const sent = fields(at);
					await at.archive();
					const before = await at.everything();
					const seen = await at.tell(at.coordinator, action, sent, params(at));
					expect(seen).toMatchObject({
						status: 409,
						body: { message: expect.stringContaining('is archived: it can be read') }
					});
					expect(await at.everything()).toEqual(before);
				});
			}

			it('changes nothing for anybody else', async () => {
				const at = await aStudyAtWork(await fresh());
				const { app, study, slug } = at;
				const before = await at.everything();
				const asked = fields(at);
				expect(await at.tell(undefined, action, asked, params(at))).toMatchObject({
					status: 303,
					location: `/sign-in?next=${encodeURIComponent(`/studies/${slug}/`)}`
				});
				expect(await at.tell(at.rater, action, asked, params(at))).toMatchObject({
					status: 403,
					body: { message: NOT_YOURS(study.name) }
				});
				for (const who of [at.observer, at.paused]) {
					expect(await at.tell(who, action, asked, params(at))).toMatchObject({
						status: 403,
						body: { message: NOT_YOURS(study.name) }
					});
				}
				expect(await at.tell(at.gone, action, asked, params(at))).toMatchObject({ status: 404 });
				expect(await at.tell(at.stranger, action, asked, params(at))).toMatchObject({
					status: 404,
					body: { message: NO_STUDY(slug) }
				});
				// To whoever is no member, a study that exists and one that does not are the same.
				for (const other of ['none', '', slug.toUpperCase(), `${slug}/coverage`]) {
					expect(
						await at.tell(at.stranger, action, asked, { ...params(at), study: other })
					).toMatchObject({
						status: 404,
						body: { message: NO_STUDY(other) }
					});
				}
				expect(await at.everything()).toEqual(before);

				const rubbish = { as: at.coordinator, params: { study: slug, ...params(at) } };
				expect(await sendRubbish(app, action, rubbish)).toMatchObject({
					status: 400,
					body: { message: 'This is not a form that can be read.', code: 'request-invalid' }
				});
				expect(await at.everything()).toEqual(before);
			});
		});
	},
	['SQLite in memory']
);
