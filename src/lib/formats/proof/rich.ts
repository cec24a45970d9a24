/** A release with everything that a reader may stumble over, for the proofs of this room. */
import type { Action, Case } from '#lib/domain/case.ts';
import { resolve } from '#lib/domain/consensus.ts';
import { releaseOptionsSchema, type RatingRecord, type Snapshot } from '#lib/domain/release.ts';
import type { Files } from '../files.ts';
import { released, snapshot } from '../fixture.ts';

/** Texts that break a reader who is not careful. */
const TEXTS = [
	'=SUM(A1:A9)',
	"'=a formula with an apostrophe of its own",
	'-5 mmol, "quoted", with; a semicolon',
	'two\nlines, then\r\nanother and a lone\rreturn',
	'  spaces around  ',
	'José in two forms: Jose\u0301',
	'𝔘 beyond the plane, 👩🏽‍⚕️ and \u202eright to left',
	'null',
	'NA',
	'0123',
	'1e5',
	'true',
	"' an apostrophe alone",
	'x'.repeat(70_000)
];

function action(number: number, text: string, more: Partial<Action> = {}): Action {
	return {
		...{ number, text, category: 'Diagnostic', group: null, groupType: null, dependsOn: [] },
		...{ isHarmOfInaction: number === 2, referenceScore: null },
		source: { table: { 'seen by': number === 1 ? '' : '+49', Größe: String(number) } },
		...more
	};
}

/** A case out of tables, with columns that Primum has no name for. */
const tabled: Case = {
	externalId: 'Neuro-17.b',
	specialty: 'Neuro',
	presentation: 'A 30-year-old with a headache,\nsince "yesterday".',
	question: '',
	reference: null,
	actions: TEXTS.map((text, at) =>
		action(at + 1, text, at < 2 ? { group: 'Imaging', groupType: 'alternative' } : {})
	).map((one) => (one.number === 3 ? { ...one, dependsOn: [1, 2] } : one)),
	groups: [{ name: 'Imaging', pickCount: 1, pickType: 'min', source: null }],
	variants: [],
	source: { table: { author: '@somebody', year: '' } },
	guidance: 'case_id: Neuro-17.b\nspirit: be careful\n',
	heldOut: true
};

const base: Omit<RatingRecord, 'action' | 'rater'> = {
	...{ case: 'Neuro-17.b', round: 1, score: null, cannotRate: null, comment: '', flags: [] },
	...{ activeSeconds: 12.25, ratedAt: '2026-11-02T10:00:00.000Z' }
};

const given: RatingRecord[] = TEXTS.flatMap((text, at) => {
	const number = at + 1;
	const [first, second, third]: RatingRecord[] = [
		{ ...base, action: number, rater: 'R01', score: 9 },
		{ ...base, action: number, rater: 'R02', score: at % 2 === 0 ? 9 : 2, comment: text },
		{
			...base,
			action: number,
			rater: 'R03',
			cannotRate: 'not-enough-information',
			activeSeconds: 0
		}
	];
	const flags: RatingRecord['flags'] = ['ambiguous-wording', 'other'];
	return [first!, { ...second!, flags, round: at === 3 ? 2 : 1 }, third!];
});

/** Everything may leave: comments, times, a licence and a language. */
export const OPTIONS = releaseOptionsSchema.parse({
	...{ includeComments: true, includeTimes: true, license: 'cc-by-4.0', language: 'en' },
	note: 'pilot'
});

export function richSnapshot(change: Partial<Snapshot> = {}): Snapshot {
	const plain = snapshot();
	const ratings = [...plain.ratings, ...given];
	const cases = [...plain.cases, tabled];
	const ruling = { score: 8 as const, reason: 'the guideline says so,\n"clearly"' };
	const finals = [
		...plain.finals,
		...tabled.actions.map(({ number }) => {
			const scores = given
				.filter(({ action }) => action === number)
				.flatMap(({ score }) => score ?? []);
			const final = resolve(scores, plain.consensus, number === 2 ? ruling : null);
			return { case: tabled.externalId, action: number, ...final, scores, cannotRate: 1 };
		})
	];
	return snapshot({ cases, ratings, finals, options: OPTIONS, ...change });
}

/** The files of such a release. */
export function richRelease(change: Partial<Snapshot> = {}): Files {
	return released(richSnapshot(change), {
		since: 2,
		sentences: ['1 action has another final score.']
	});
}
