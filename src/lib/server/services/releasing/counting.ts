/** What a release takes in, counted before a file of it is written. */
import { consensusOf } from '#lib/domain/consensus.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Outline, ReleaseOptions } from '#lib/domain/release.ts';
import {
	caseScope,
	isComplete,
	ruleIn,
	unknownChoices,
	untilIn,
	wordScope
} from '#lib/domain/release-scope.ts';
import type { AgreementDocument } from '#lib/formats/agreement-record.ts';
import { Tally } from '#lib/formats/outline.ts';
import type { Actor, App } from '../../app.ts';
import type { Course } from '../../crew/task.ts';
import type { Moment } from '../../db/moment.ts';
import { VERSION } from '../../version.ts';
import { BY_ID, byOwnName, byPseudonym } from './naming.ts';
import { withPseudonyms } from './pseudonyms.ts';
import { scoresOf, type Counting, type RatedCase, type StudyFrame } from './rated-study.ts';
import { ratedCases, step } from './reading.ts';
import { Scores } from './report.ts';
import { sliceOf, type Telling } from './slices.ts';

/** All that is known of a release before it is written. */
export type Counted = {
	frame: StudyFrame;
	/** Its cases, in file order. */
	cases: StudyFrame['cases'];
	counting: Counting;
	telling: Telling;
	/** What it says of itself; without its number. */
	outline: Outline;
	/** Over the ratings before adjudication. */
	agreement: AgreementDocument;
};

/** Said while agreement is computed, which cannot be parted. */
const COMPUTING = 'computing agreement';

type Asked = { actor: Actor; options: ReleaseOptions };

/**
 * Reads everything once, and keeps nothing of it but figures.
 *
 * @param created milliseconds since 1970, UTC
 * @param what is done, for whoever waits
 * @throws Refusal ('invalid') for a choice of what is not there, or where nothing is left to release
 */
export async function count(
	app: App,
	moment: Moment,
	{ actor, options }: Asked,
	{
		frame,
		created,
		course,
		what
	}: { frame: StudyFrame; created: number; course: Course; what: string }
): Promise<Counted> {
	const chosen = chosenCases(frame, options);
	const { study } = frame;
	const rule = ruleIn(options, consensusOf(study));
	const until = untilIn(options, frame.rounds);
	const counting: Counting = { words: wordScope(options), signed: true, until };
	const telling = { study, rule, names: BY_ID, everyRound: false, stories: false };
	const tally = new Tally({ options, qualificationCases: frame.gold.length });
	const scores = new Scores();
	const heard = new Set<number>();
	const left = new Set<string>();
	let ruled = false;
	for await (const some of ratedCases(moment, frame, chosen, { counting, course, what })) {
		const complete = options.completeOnly ? some.filter((one) => isWhole(one, rule)) : some;
		for (const one of complete) {
			scores.add(one);
			left.add(one.value.externalId);
			for (const { said, ruling } of one.actions) {
				for (const { memberId } of said) heard.add(memberId);
				ruled ||= ruling !== null;
			}
		}
		tally.add(sliceOf(complete, telling));
	}
	assertAnything(
		frame,
		{ cases: left.size, heard: heard.size },
		chosen.length < frame.cases.length
	);
	const named = options.pseudonyms ? await withPseudonyms(app, actor, frame) : frame;
	const names = options.pseudonyms ? byPseudonym(named, heard) : byOwnName(named);
	const { counts, otherColumns } = tally;
	await step(course, { what: COMPUTING, done: 0, of: 1 });
	return {
		frame: named,
		cases: chosen.filter(({ externalId }) => left.has(externalId)),
		counting,
		telling: { ...telling, names, stories: true },
		outline: {
			study: { slug: study.slug, name: study.name },
			number: 0,
			created: new Date(created).toISOString(),
			tool: { name: 'primum', version: VERSION },
			consensus: rule,
			words: { version: study.wordsVersion, scale: study.scaleWords },
			// A case that was chosen and is not in it is named nowhere.
			options: {
				...options,
				cases: options.cases && options.cases.filter((id) => left.has(id)).sort()
			},
			unrated: counts.ratings === 0 && !ruled,
			qualificationCases: frame.gold.length,
			counts,
			raters: [...tally.raters].map((id) => names.rater(Number(id))).sort(),
			otherColumns
		},
		agreement: scores.agreement(heard, names.rater, rule)
	};
}

const isWhole = ({ actions }: RatedCase, rule: Telling['rule']) =>
	isComplete(
		actions.map((action) => scoresOf(action).length),
		rule
	);

function chosenCases({ study, cases, rounds }: StudyFrame, options: ReleaseOptions) {
	if (cases.length === 0) {
		throw new Refusal(
			'invalid',
			`The study "${study.name}" has no cases: there is nothing to release.`
		);
	}
	const unknown = unknownChoices(options, cases, rounds.length);
	if (unknown.length > 0) {
		const [first, ...others] = unknown;
		const more = others.length === 0 ? '' : ` And ${others.length} more like it.`;
		throw new Refusal('invalid', `${first}${more} Choose from what the study has.`, {
			problems: unknown.map((message) => ({ where: '', message }))
		});
	}
	return cases.filter(caseScope(options));
}

function assertAnything(
	{ speakers }: StudyFrame,
	{ cases, heard }: { cases: number; heard: number },
	isScoped: boolean
): void {
	if (cases === 0) {
		throw new Refusal(
			'invalid',
			'These choices leave no case to release. Choose more specialties or cases, another part, or cases as they are.'
		);
	}
	if (heard > 0 || speakers.size === 0) return;
	throw new Refusal(
		'invalid',
		isScoped
			? 'None of these cases has a rating that is signed and counts. Wait for a signature, or choose other cases.'
			: 'Ratings exist, but no rater has submitted a case yet. Wait for a signature, then release.'
	);
}
