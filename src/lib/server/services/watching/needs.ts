/** What a coordinator should look at first. */
import type { NamedMember } from '../../store/members.ts';
import type { Qualification } from '../../store/qualifications.ts';
import type { Study } from '../../store/studies.ts';
import { standingIn } from '../qualifying/index.ts';
import type { CoverageRow } from './coverage.ts';
import type { Load } from './loads.ts';

export type NeedKind =
	'not qualified' | 'disabled' | 'short of raters' | 'not started' | 'no cases' | 'no raters';

export type Need = { kind: NeedKind; text: string };

/** The first of them, how many there are in all, and of which kinds. */
export type Needs = { first: Need[]; of: number; kinds: NeedKind[] };

/** As many as a glance takes in. */
const SHOWN = 8;

type Given = {
	study: Study;
	rows: readonly CoverageRow[];
	raters: readonly NamedMember[];
	loads: ReadonlyMap<number, Load>;
	attempts: ReadonlyMap<number, Qualification[]>;
};

/** @param raters of the study, those with a disabled account among them */
export function needsOf(given: Given): Needs {
	const all = [...notQualified(given), ...ofCoverage(given)];
	return {
		first: all.slice(0, SHOWN),
		of: all.length,
		kinds: [...new Set(all.map(({ kind }) => kind))]
	};
}

function ofCoverage(given: Given): Need[] {
	const { rows, raters } = given;
	if (rows.length === 0) {
		return [{ kind: 'no cases', text: 'This study has no cases yet. Import a kit or tables.' }];
	}
	if (raters.length === 0) {
		return [{ kind: 'no raters', text: 'Nobody rates in this study yet. Add people.' }];
	}
	return [...disabled(given), ...silent(given), ...short(rows)];
}

/** The raters who have used every try. */
function notQualified({ study, raters, attempts }: Given): Need[] {
	return raters.flatMap((rater) => {
		const standing = standingIn(study, rater, attempts.get(rater.id) ?? []);
		if (standing.kind !== 'not-passed' || standing.triesLeft > 0) return [];
		const { agreed, of, triesUsed } = standing;
		const tries = `${triesUsed} ${triesUsed === 1 ? 'try' : 'tries'}`;
		const text =
			`${rater.name}: not passed in ${tries}, ${agreed} of ${of} answers agree with the key. ` +
			'Accept the rater, or allow another try.';
		return [{ kind: 'not qualified' as const, text }];
	});
}

/** Open work of people whose account is disabled: it waits for nobody. */
function disabled({ raters, rows }: Given): Need[] {
	const waiting = Map.groupBy(
		rows.flatMap(({ places }) => places.filter(({ counts }) => !counts)),
		({ memberId }) => memberId
	);
	return raters.flatMap(({ id, name }) => {
		const open = waiting.get(id)?.length ?? 0;
		if (open === 0) return [];
		const text = `${name}: the account is disabled, with ${cases(open)} open. They do not count.`;
		return [{ kind: 'disabled' as const, text }];
	});
}

function silent({ raters, loads }: Given): Need[] {
	return raters.flatMap(({ id, name, disabledAt }) => {
		const load = loads.get(id);
		if (load === undefined || load.rated > 0 || disabledAt !== null) return [];
		const text = `${name}: ${cases(load.cases)}, ${load.actions} actions, none rated.`;
		return [{ kind: 'not started' as const, text }];
	});
}

function short(rows: readonly CoverageRow[]): Need[] {
	return rows.flatMap(({ externalId, specialty, places, wanted }) => {
		const assigned = places.filter(({ counts }) => counts).length;
		if (assigned >= wanted) return [];
		const text = `${externalId} (${specialty}) has ${assigned} of ${wanted} raters.`;
		return [{ kind: 'short of raters' as const, text }];
	});
}

const cases = (count: number) => `${count} ${count === 1 ? 'case' : 'cases'}`;
