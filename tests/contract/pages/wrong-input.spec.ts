/**
 * The wrong thing in each field of each form of a study, one field at a time: a new form is swept without being listed.
 * What each form says is in refused-*.spec.ts; here it is held to be a sentence, to keep what was typed and to change
 * nothing.
 */
import { describe, expect, it } from 'vitest';
import { onEach } from '../databases.ts';
import type { Seen } from '../endpoints/asking.ts';
import { aStudyAtWork } from './a-study-at-work.ts';
import { FIRST, FORMS, NEVER } from './forms.ts';

/** Longer than the longest text that any field takes. */
const LONG = 'x'.repeat(250_000);

/** Far too long, nothing, no whole number, days that are over or are none, markup, a word that nobody knows. */
const WRONG = [
	...[LONG, '', ' ', '2.5', '-1', '99999999999', '1900-01-01', '2026-02-30'],
	...['<script>alert(1)</script>', 'n'.repeat(300), 'Cardiolgy\0']
];

/** What only programs say. */
const NO_SENTENCE = /Invalid|Too (big|small)|expected|undefined|NaN|\[object/;

/** The reason of a dialog, which stands open with what was typed; the number of an action, which nobody types. */
const KEPT_ELSEWHERE = ['reason', 'number'];

function expectSentences({ body }: Seen, shown: string): void {
	const fields = Object.entries((body['fields'] ?? {}) as Record<string, string>);
	for (const sentence of [String(body['message']), ...fields.map(([, said]) => said)]) {
		expect(sentence, shown).toMatch(/^["“A-Z].*[.!?]$/s);
		expect(sentence, shown).not.toMatch(NO_SENTENCE);
		expect(sentence.length, shown).toBeLessThan(600);
	}
}

/** What a form of a field says of it comes with what was typed there. */
function expectKept({ body }: Seen, field: string, sent: string): void {
	const wrong = Object.keys((body['fields'] ?? {}) as object);
	if (!wrong.includes(field) || KEPT_ELSEWHERE.includes(field)) return;
	const typed = JSON.stringify(sent.replaceAll('\0', '')).slice(1, -1);
	expect(JSON.stringify({ ...body, fields: {}, message: '' })).toContain(typed);
}

onEach(
	({ fresh }) => {
		const swept = FORMS.filter(({ page, name }) => `${page}?/${name}` !== NEVER);
		describe.each(swept)('$page?/$name', ({ name, action, fields, params }) => {
			const aStudy = async () => {
				const at = await aStudyAtWork(await fresh());
				await FIRST[name]?.(at);
				return { at, before: await at.everything() };
			};

			it('answers each wrong thing with a sentence, keeps what was typed and changes nothing', async () => {
				let { at, before } = await aStudy();
				const typed = Object.entries(fields(at)).filter(([, sent]) => !(sent instanceof File));
				for (const [field, right] of typed) {
					// A field that takes one of them as a text takes the others too.
					let taken = false;
					for (const value of WRONG) {
						if (taken && value.trim() !== '') continue;
						const wrong = { [field]: typeof right === 'string' ? value : [value] };
						const seen = await at.tell(
							at.coordinator,
							action,
							{ ...fields(at), ...wrong },
							params(at)
						);
						const shown = `${field}: ${JSON.stringify(value.slice(0, 40))}`;
						if (seen.status >= 400) {
							expect(seen.status, shown).toBeLessThan(500);
							expectSentences(seen, shown);
							expectKept(seen, field, value);
							continue;
						}
						const after = await at.everything();
						if (after.join('') === before.join('')) continue;
						taken ||= value.trim() !== '';
						expect(
							after.some((row) => row.includes(LONG)),
							shown
						).toBe(false);
						({ at, before } = await aStudy());
					}
				}
				expect(await at.everything()).toEqual(before);
			}, 60_000);
		});
	},
	['SQLite in memory']
);
