/** What the file of a submission is worth, under every scheme, as a whole and case by case. */
import { describe, Refusal } from '#lib/domain/refusal.ts';
import type { Figures } from '#lib/domain/submission.ts';
import type { Scorable } from '#lib/formats/annotation-set.ts';
import type { Limits } from '#lib/formats/limits.ts';
import { readSubmission } from '#lib/formats/submission.ts';
import { meanOf } from '#lib/scoring/mean.ts';
import { IN_PART, WHOLLY } from '#lib/scoring/record.ts';
import { SCHEME_NAMES, type CaseScores, type SchemeName } from '#lib/scoring/scheme.ts';
import { byCase, schemeOf, score, type Result } from '#lib/scoring/score.ts';
import { figuresOf, partsOf } from '../boards/index.ts';
import { whyNotHeldOut, whyTooOften } from './held-out.ts';

export type Worth = {
	schemes: { scheme: SchemeName; schemeVersion: number; figures: Figures }[];
	/** Of the cases that are open to everyone, and of no others. */
	cases: CaseWorth[];
};

export type CaseWorth = {
	externalId: string;
	records: number;
	done: Record<string, [wholly: number, inPart: number]>;
	metrics: Record<string, Record<string, number | null>>;
};

export type Scoring = {
	/** The name of the file in messages. */
	where: string;
	limits: Limits;
	/** Called before each part of the work. */
	pause: (done: number, of: number) => Promise<void>;
};

/**
 * Reads and scores it.
 *
 * @throws Refusal ('invalid') where a record cannot be scored; whatever `pause` throws
 */
export async function worthOf(
	scorable: Scorable,
	bytes: Uint8Array,
	{ where, limits, pause }: Scoring
): Promise<Worth> {
	const { records, problems } = readSubmission(scorable.set, bytes, where, limits);
	const [first] = problems;
	if (first !== undefined) {
		throw new Refusal('invalid', `It cannot be scored as it is: ${describe(first)}`, { problems });
	}
	const fault = whyNotHeldOut(scorable, records) ?? whyTooOften(scorable, records);
	if (fault !== null) throw new Refusal('invalid', fault);
	const worth: Worth = { schemes: [], cases: [] };
	const cases = new Map<string, CaseWorth>();
	const parts = SCHEME_NAMES.length * partsOf(scorable);
	let done = 0;
	const paused = () => pause(done++, parts);
	for (const scheme of SCHEME_NAMES) {
		await paused();
		const result = score(scorable.set, records, scheme);
		const figures = await figuresOf(result, scorable, paused);
		worth.schemes.push({ scheme, schemeVersion: result.version, figures });
		addCases(cases, result, scorable);
	}
	worth.cases.push(...cases.values());
	return worth;
}

/** Adds what each open case is worth under the scheme of a result. */
function addCases(
	worth: Map<string, CaseWorth>,
	{ scheme, records }: Result,
	{ cases }: Scorable
): void {
	for (const scored of byCase(records)) {
		if (cases.get(scored.base)?.heldOut !== false) continue;
		const known = worth.get(scored.base) ?? whatWasDone(scored);
		known.metrics[scheme] = metricsOf(scored, scheme);
		worth.set(scored.base, known);
	}
}

function whatWasDone({ base, records }: CaseScores): CaseWorth {
	const { actions } = records[0]!.layout.rubric;
	const times = (place: number, how: number) =>
		records.filter(({ record }) => record.done[place] === how).length;
	const done = actions.map(({ number }, place): [string, [number, number]] => [
		String(number),
		[times(place, WHOLLY), times(place, IN_PART)]
	]);
	return {
		...{ externalId: base, records: records.length, metrics: {} },
		done: Object.fromEntries(done)
	};
}

/** The mean of each metric of its records, and the scheme's headline of one case. */
function metricsOf(scored: CaseScores, name: SchemeName): Record<string, number | null> {
	const { headline, ofCase } = schemeOf(name);
	const names = Object.keys(scored.records[0]!.metrics);
	const means = names.map((metric) => [
		metric,
		meanOf(scored.records.map(({ metrics }) => metrics[metric]!))
	]);
	return { ...Object.fromEntries(means), [headline]: ofCase(scored) };
}
