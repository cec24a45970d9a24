/** Holds what the forms of a study refuse from its own coordinator against a table. */
import { describe, expect, it } from 'vitest';
import { onEach } from '../databases.ts';
import type { Fields } from '../endpoints/asking.ts';
import { aStudyAtWork, type AtWork } from './a-study-at-work.ts';
import { FORMS } from './forms.ts';

export type Refused = {
	form: (typeof FORMS)[number]['name'];
	/** In a word or two: what is wrong. */
	why: string;
	/** What is sent in place of some of what would be taken; a list: one after the other. */
	fields?: Fields | ((at: AtWork) => Fields | Fields[] | Promise<Fields>);
	/** What has happened before. */
	first?: (at: AtWork) => Promise<unknown>;
	status: 400 | 404 | 409 | 413;
	message: string | RegExp | ((at: AtWork) => string);
	/** A sentence a field. */
	wrong?: Record<string, string>;
	/** What else the form shows, such as what was entered. */
	shows?: object;
};

/** Pages whose forms have no sentence a field. */
const ABOUT_FILES = ['cases', 'cases/import/[upload]'];

export const LOOK_AGAIN = 'Something in the form needs another look.';

/** Fields with ids that name nothing, whatever is stored. */
export const nothing = (name: string, more: Fields = {}): Fields[] =>
	[
		'',
		'0',
		'x',
		'-1',
		'1.5',
		' 1',
		'0x1',
		'1e0',
		'2147483647',
		'2147483648',
		'9007199254740993'
	].map((id) => ({ ...more, [name]: id }));

/** The forms of one page, and what each refuses. */
export function refuses(page: string, refused: readonly Refused[]): void {
	onEach(
		({ fresh }) => {
			describe(page, () => {
				it.each(refused)('$form: $status for $why', async ({ form, ...row }) => {
					const at = await aStudyAtWork(await fresh());
					await row.first?.(at);
					const { action, fields, params } = FORMS.find(
						(one) => one.page === page && one.name === form
					)!;
					const sent = typeof row.fields === 'function' ? await row.fields(at) : (row.fields ?? {});
					const before = await at.everything();
					for (const instead of Array.isArray(sent) ? sent : [sent]) {
						const asked = { ...fields(at), ...instead };
						const seen = await at.tell(at.coordinator, action, asked, params(at));
						const { message } = row;
						const says = typeof message === 'function' ? message(at) : message;
						expect(seen, JSON.stringify(instead)).toMatchObject({
							status: row.status,
							body: {
								message: typeof says === 'string' ? says : expect.stringMatching(says),
								...row.shows
							}
						});
						if (!ABOUT_FILES.includes(page)) expect(seen.body.fields).toEqual(row.wrong ?? {});
						expect(seen.body).not.toHaveProperty('done');
						expect(seen.headers.get('retry-after')).toBeNull();
					}
					expect(await at.everything()).toEqual(before);
				});
			});
		},
		['SQLite on disk']
	);
}
