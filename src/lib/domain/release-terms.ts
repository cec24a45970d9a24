/** By what a release was made, choice by choice and rule by rule, in words, as its manifest tells it. */
import { spdxOf } from './license.ts';
import { listed } from './listed.ts';
import type { Manifest } from './release.ts';
import type { Rule } from './release-rules.ts';

/** What of a manifest says by what a release was made. */
export type Termed = Pick<Manifest, 'rules' | 'filters' | 'license' | 'language' | 'tool'>;

/** `value`: null where a release of its format does not tell. */
export type Term = { name: string; value: string | null };

/** The same of two releases. */
export type TermChange = { name: string; from: string | null; to: string | null };

/** Ids that are named one by one. */
const NAMED = 3;

type Told = { name: string; value: string | null; is: unknown };

const yes = (left: boolean | undefined, words: [yes: string, no: string]) =>
	left === undefined ? null : words[left ? 0 : 1];

function toldOf({ rules, filters, license, language, tool }: Termed): Told[] {
	const { versions } = rules;
	const same = (name: string, value: string | null): Told => ({ name, value, is: value });
	return [
		same('consensus rule', rules.consensus),
		same('raters wanted for an action', String(rules.ratersPerCase)),
		same('band', String(rules.band)),
		same(
			'unresolved actions',
			rules.unresolved === 'keep' ? 'kept with the provisional score' : 'left out of the kit'
		),
		same("version of the study's words", rules.words === undefined ? null : String(rules.words)),
		{ ...idsTerm('specialties', 'specialties', filters.specialties), is: filters.specialties },
		{ ...idsTerm('cases', 'cases chosen one by one', filters.cases), is: filters.cases },
		same('part', filters.part === undefined ? null : PARTS[filters.part]),
		same('rounds', roundsWords(filters.throughRound)),
		same('cases with too few scores', yes(filters.completeOnly, ['left out', 'as the others'])),
		same('comments', yes(filters.comments, ['in it', 'left out'])),
		same('times', yes(filters.times, ['in it', 'left out'])),
		same('names of raters', yes(filters.pseudonyms, ['pseudonyms', 'their own names'])),
		same('licence', license === undefined ? null : license === null ? 'none' : spdxOf(license)),
		same('language', language === undefined ? null : (language ?? 'none')),
		same('version of the consensus rule', versions ? String(versions.consensus.version) : null),
		same('rule of rounding', versionWords(versions?.rounding)),
		same('rule of disagreement', versionWords(versions?.disagreement)),
		same('rule of agreement', versionWords(versions?.agreement)),
		same('rule of intervals', versionWords(versions?.intervals)),
		same('rule of pseudonyms', versionWords(versions?.pseudonyms)),
		same(
			'schemes of scoring',
			versions === undefined ? null : versions.scoring.map(versionWords).join(', ') || 'none'
		),
		same('made with', `Primum ${tool.version}`)
	];
}

const PARTS = { all: 'open and held out', open: 'only open', 'held-out': 'only held out' } as const;

const versionWords = (rule: Rule | undefined) =>
	rule === undefined ? null : `${rule.name} ${rule.version}`;

function roundsWords(through: number | null | undefined): string | null {
	if (through === undefined) return null;
	return through === null ? 'all' : `up to round ${through}`;
}

function idsTerm(name: string, many: string, ids: readonly string[] | null | undefined): Term {
	if (ids === undefined) return { name, value: null };
	if (ids === null) return { name, value: 'all' };
	return { name, value: ids.length > NAMED ? `${ids.length} ${many}` : listed(ids) || 'none' };
}

/** All that is told, in the order in which it is read. */
export function termsOf(manifest: Termed): Term[] {
	return toldOf(manifest).map(({ name, value }) => ({ name, value }));
}

/** What is not as it was. */
export function differingTerms(before: Termed, after: Termed): TermChange[] {
	const now = toldOf(after);
	return toldOf(before).flatMap(({ name, value, is }, at) => {
		const { value: to, is: isNow } = now[at]!;
		return JSON.stringify(is ?? null) === JSON.stringify(isNow ?? null) && value === to
			? []
			: [{ name, from: value, to }];
	});
}
