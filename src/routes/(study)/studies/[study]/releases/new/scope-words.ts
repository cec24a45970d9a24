/** What of a study is chosen, in a few words. */
import { count, many } from '#lib/components/figures.ts';
import { ruleWords } from '#lib/components/rule-words.ts';
import { listed } from '#lib/domain/listed.ts';
import type { ReleaseCheck } from '#lib/server/services/releasing/index.ts';

type Chosen = Pick<ReleaseCheck, 'choices' | 'there' | 'holds'>;

/** Specialties that fit into the line by name. */
const NAMED = 2;

/** `all 100 cases`; `12 cases: held out, Cardiology, through round 1`. */
export function scopeLine({ choices, there, holds }: Chosen): string {
	const { specialties, cases, part, throughRound, completeOnly } = choices;
	const nameOf = new Map(there.specialties.map(({ code, name }) => [code, name]));
	const names = (specialties ?? []).map((code) => nameOf.get(code) ?? code);
	const said = [
		part === 'open' ? 'open' : part === 'held-out' ? 'held out' : '',
		names.length > NAMED ? many(names.length, 'specialty', 'specialties') : listed(names),
		cases === null ? '' : 'chosen by id',
		completeOnly ? 'complete' : '',
		throughRound === null ? '' : `through round ${throughRound}`
	].filter((word) => word !== '');
	if (said.length === 0)
		return there.cases === 1 ? 'the one case' : `all ${count(there.cases)} cases`;
	return `${many(holds.cases, 'case')}: ${said.join(', ')}`;
}

/** `NOHARM, strict, band 2`. */
export function ruleLine({ rule, choices }: Pick<ReleaseCheck, 'rule' | 'choices'>): string {
	return `${ruleWords(rule)}${choices.consensus === null ? '' : ' (not the study’s)'}`;
}

/** True where anything but the rule says that not all of the study is released. */
export function isNarrowed({ choices }: Pick<ReleaseCheck, 'choices'>): boolean {
	const { specialties, cases, part, throughRound, completeOnly } = choices;
	return (
		[specialties, cases, throughRound].some((choice) => choice !== null) ||
		part !== 'all' ||
		completeOnly
	);
}
