/** What `primum score` prints: stable JSON for programs, tables for people. */
import { z } from 'zod';
import type { Submission } from '#lib/formats/submission.ts';
import { DOES_WELL, type Cause, type Sanity, type Warning } from '#lib/scoring/sanity.ts';
import { schemeOf, type Figure, type Result } from '#lib/scoring/score.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { listed } from './failure.ts';
import { count, table } from './text.ts';
import * as values from './values.ts';
import type { Answer } from './verb.ts';

const { list } = values;

const figure = z.object({
	value: z.number().nullable(),
	ci95: z.tuple([z.number().nullable(), z.number().nullable()]).readonly().nullable(),
	...{ cases: values.count, records: values.count, scheme: z.enum(SCHEME_NAMES), version: z.int() }
});
const figures = z.record(z.string(), figure).readonly();
const coverage = z.object({
	...{ items: values.count, of: values.count, cases: values.count, ofCases: values.count },
	missing: list(z.string())
});
const worth = z.object({
	...{ scheme: z.enum(SCHEME_NAMES), version: z.int(), release: z.string() },
	...{ form: z.string(), partial: z.boolean(), coverage },
	records: list(
		z.object({
			...{
				id: z.string(),
				trial: z.string().or(z.number()).nullable(),
				judge: z.string().optional()
			},
			metrics: z.record(z.string(), z.number().nullable())
		})
	),
	aggregate: z.record(z.string(), figure.extend({ meaning: z.string() }))
});
const whether = z.object({
	...{ ok: z.boolean(), release: z.string(), form: z.string(), records: values.count, coverage },
	problems: list(values.problem)
});
const measures = z.object({
	...{ scheme: z.enum(SCHEME_NAMES), version: z.int(), release: z.string(), headline: z.string() },
	baselines: list(
		z.object({ baseline: z.string(), recommended: values.count, aggregate: figures })
	),
	ceiling: z
		.object({
			aggregate: figures,
			raters: list(z.object({ rater: z.string(), aggregate: figures }))
		})
		.nullable(),
	warnings: list(
		z.object({
			...{ kind: z.string(), baseline: z.string().optional(), value: z.number() },
			cases: list(z.object({ case: z.string(), value: z.number() }))
		})
	)
});

/** What `primum score` reports: a submission's worth, with `--check` whether it can be scored, or with `--baselines`. */
export const scored = z.union([worth, whether, measures]);

/** What a scored submission is worth. */
export function scoreAnswer(
	release: string,
	{ form, coverage }: Submission,
	result: Result
): Answer<z.input<typeof worth>> {
	const { scheme, version } = result;
	const partial = coverage.items < coverage.of;
	const records = result.records.map(({ record: { id, trial, judge }, metrics }) => ({
		...{ id, trial, ...(judge !== null && { judge }) },
		metrics
	}));
	const json = {
		...{ scheme, version, release, form, partial, coverage },
		records,
		aggregate: withMeanings(result)
	};
	const text = [
		`Scheme ${scheme} (version ${version}), release ${release}`,
		coverageText(coverage),
		'',
		figuresTable(result)
	].join('\n');
	return { json, text };
}

/** Which records are bad, and how much the others cover. */
export function checkAnswer(release: string, read: Submission): Answer<z.input<typeof whether>> {
	const { form, records, problems, coverage } = read;
	const ok = problems.length === 0;
	const json = { ok, release, form, records: records.length, coverage, problems };
	const head = `${ok ? 'ok' : 'not ok'}: ${count(records.length, 'good record')}, ${count(problems.length, 'problem')}`;
	const text = [head, coverageText(coverage), ...listed(problems)].join('\n');
	return { json, text, failed: !ok };
}

/** What systems without sense reach, the raters' own figure, and what to look at. */
export function sanityAnswer(release: string, found: Sanity): Answer<z.input<typeof measures>> {
	const { scheme, version, headline, warnings } = found;
	const { harmRate } = schemeOf(scheme);
	const columns = [headline, harmRate];
	const rows = found.baselines.map(({ baseline, recommended, result }) => [
		...[baseline, recommended.toLocaleString('en')],
		...columns.map((name) => inWords(result.aggregate[name]!))
	]);
	const human = found.ceiling?.together.aggregate;
	if (human !== undefined) {
		rows.push(['raters', '', ...columns.map((name) => inWords(human[name]!))]);
	}
	const json = {
		...{ scheme, version, release, headline },
		baselines: found.baselines.map(({ baseline, recommended, result }) => ({
			...{ baseline, recommended },
			aggregate: result.aggregate
		})),
		ceiling: found.ceiling && {
			aggregate: found.ceiling.together.aggregate,
			raters: found.ceiling.raters.map(({ rater, result }) => ({
				rater,
				aggregate: result.aggregate
			}))
		},
		warnings
	};
	const text = [
		`Scheme ${scheme} (version ${version}), release ${release}`,
		'',
		table(['who recommends', 'actions', ...columns], rows),
		'',
		...(found.ceiling === null ? ['No ratings: the human ceiling is not known.'] : []),
		...(warnings.length === 0 ? ['Nothing to warn of.'] : warnings.map(warningText(headline)))
	].join('\n');
	return { json, text };
}

function withMeanings({ scheme, aggregate }: Result): Record<string, Figure & { meaning: string }> {
	return Object.fromEntries(
		schemeOf(scheme).metrics.map(({ name, meaning }) => [name, { ...aggregate[name]!, meaning }])
	);
}

function figuresTable({ scheme, aggregate }: Result): string {
	const rows = schemeOf(scheme).metrics.map(({ name, meaning }) => {
		const { value, ci95, cases, records } = aggregate[name]!;
		const ends = ci95 === null ? '' : ci95.map(digits).join(' to ');
		return [name, digits(value), ends, String(cases), String(records), meaning];
	});
	return table(['figure', 'value', '95% interval', 'cases', 'records', 'what it is'], rows);
}

const digits = (value: number | null) => (value === null ? 'not defined' : value.toFixed(4));

function inWords({ value, ci95 }: Figure): string {
	const ends = ci95 === null ? '' : ` (${ci95.map(digits).join(' to ')})`;
	return `${digits(value)}${ends}`;
}

function coverageText({ items, of, cases, ofCases, missing }: Submission['coverage']): string {
	const all = `${items} of ${count(of, 'item')}, ${cases} of ${count(ofCases, 'case')}`;
	if (missing.length === 0) return `Complete: ${all}`;
	return `Partial: ${all}; without a record: ${some(missing)}`;
}

/** Names that are listed in a line; of more, how many. */
const MOST_NAMED = 8;

function some(names: readonly string[]): string {
	const more = names.length - MOST_NAMED;
	const first = names.slice(0, MOST_NAMED).join(', ');
	return more > 0 ? `${first} and ${more} more` : first;
}

const SENTENCES: Record<Warning['kind'], (warning: Warning, headline: string) => string> = {
	'does well': ({ baseline, value }, headline) =>
		`Who recommends ${baseline} has ${headline} ${digits(value)}, which is ${DOES_WELL} or more`,
	'harms nobody': ({ baseline, value }) =>
		`Who recommends ${baseline} harms nobody in ${Math.round(100 * value)}% of the cases`,
	'best is below 1': ({ value }, headline) =>
		`Even every appropriate action and no other has ${headline} ${digits(value)}, below 1`,
	'better than the best': ({ baseline, value }, headline) =>
		`Who recommends ${baseline} has ${headline} ${digits(value)}, more than every appropriate action and no other`
};

function warningText(headline: string): (warning: Warning) => string {
	const named = ({ case: id, value }: Cause) => `${id} (${value.toFixed(2)})`;
	return (warning) =>
		`Look at: ${SENTENCES[warning.kind](warning, headline)}: ${some(warning.cases.map(named))}.`;
}
