/** What a coordinator chose for a release, as an address has it: the page of it is the preview of exactly that. */
import { LICENSE_IDS } from './license.ts';
import { RELEASE_PARTS, type ReleaseOptions } from './release.ts';
import { CONSENSUS_RULES, DEFAULT_BAND } from './study.ts';

/** All but the note, which goes with the press. */
export type ReleaseChoices = Omit<ReleaseOptions, 'note'>;

/** The parameters of an address, and the fields of a form that asks for it. */
export const CHOICE_NAMES = [
	...['specialty', 'case', 'part', 'round', 'complete', 'rule', 'band'],
	...['unresolved', 'comments', 'times', 'names', 'license', 'language']
] as const;

/** Ids in a text, between commas or spaces. */
const idsIn = (text: string) => [...new Set(text.split(/[\s,;]+/).filter((id) => id !== ''))];

/** What an address asks for; what it does not say, or says wrongly, is as by default. */
export function choicesIn(params: URLSearchParams): ReleaseChoices {
	const of = (name: string) => params.get(name) ?? '';
	const specialties = [...new Set(params.getAll('specialty').filter((code) => code !== ''))];
	const cases = idsIn(params.getAll('case').join(' '));
	const rule = CONSENSUS_RULES.find((known) => known === of('rule'));
	return {
		specialties: specialties.length === 0 ? null : specialties,
		cases: cases.length === 0 ? null : cases,
		part: RELEASE_PARTS.find((known) => known === of('part')) ?? 'all',
		throughRound: /^[1-9]\d{0,3}$/.test(of('round')) ? Number(of('round')) : null,
		completeOnly: params.has('complete'),
		consensus: rule === undefined ? null : { rule, band: bandIn(of('band')) },
		pseudonyms: !params.has('names'),
		unresolved: of('unresolved') === 'keep' ? 'keep' : 'exclude',
		includeComments: params.has('comments'),
		includeTimes: params.has('times'),
		license: LICENSE_IDS.find((known) => known === of('license')) ?? null,
		language: /^[a-z]{2,3}$/.test(of('language')) ? of('language') : null
	};
}

const bandIn = (text: string) => (/^[0-8]$/.test(text) ? Number(text) : DEFAULT_BAND);

/** The address that asks for these choices: what is as by default is left out. */
export function choicesAddress(choices: ReleaseChoices): URLSearchParams {
	const { specialties, cases, part, throughRound, consensus } = choices;
	const yes = (name: string, is: boolean) => (is ? [[name, 'yes']] : []);
	return new URLSearchParams([
		...(specialties ?? []).map((code) => ['specialty', code]),
		...(cases === null ? [] : [['case', cases.join(' ')]]),
		...(part === 'all' ? [] : [['part', part]]),
		...(throughRound === null ? [] : [['round', String(throughRound)]]),
		...yes('complete', choices.completeOnly),
		...(consensus === null
			? []
			: [
					['rule', consensus.rule],
					['band', String(consensus.band)]
				]),
		...(choices.unresolved === 'keep' ? [['unresolved', 'keep']] : []),
		...yes('comments', choices.includeComments),
		...yes('times', choices.includeTimes),
		...yes('names', !choices.pseudonyms),
		...(choices.license === null ? [] : [['license', choices.license]]),
		...(choices.language === null ? [] : [['language', choices.language]])
	]);
}

/** What is chosen where nobody has chosen anything. */
export const NO_CHOICES: ReleaseChoices = choicesIn(new URLSearchParams());
