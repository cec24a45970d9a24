/** What an import says in a terminal. */
import { z } from 'zod';
import { shortened } from '#lib/domain/listed.ts';
import type { ImportOutcome, RatingsOutcome } from '#lib/server/services/importing/index.ts';
import { count, table } from './text.ts';
import * as values from './values.ts';
import type { Answer } from './verb.ts';

type Asked = { study: string; dryRun: boolean };

const { list, slug, some } = values;
const tally = z.object({
	...{ new: values.count, changed: values.count, unchanged: values.count, removed: values.count }
});
const difference = z.object({
	case: z.string(),
	action: z.int().nullable(),
	field: z.string(),
	old: z.string(),
	new: z.string()
});
const said = {
	study: slug,
	dryRun: z.boolean(),
	applied: z.boolean(),
	notes: list(z.string())
};

/** What an import of cases has changed, or would change. */
const casesOutcome = z.object({
	...said,
	...{ cases: tally, actions: tally, rewordings: list(difference), mends: list(difference) },
	...{ leftAlone: some, withdrawable: values.count, withdrawn: some, stillWithdrawn: some },
	ignored: list(z.string())
});

/** What an import of ratings has changed, or would change. */
export const ratingsOutcome = z.object({
	...said,
	...{ new: values.count, changed: values.count, unchanged: values.count },
	newRaters: list(z.string())
});

/** A mapping that was guessed, why each field was, what it lacks, and the tables it was guessed from. */
const guessed = z.object({
	/** As docs/spreadsheets.md has it; it may lack what could not be guessed. */
	mapping: z.looseObject({ purpose: z.string(), name: z.string() }),
	why: list(z.object({ table: z.int(), field: z.string(), sure: z.string(), why: z.string() })),
	lacks: list(z.string()),
	tables: list(
		z.object({
			file: z.string(),
			sheet: z.string().nullable(),
			header: z.int(),
			rows: values.count,
			columns: list(z.object({ name: z.string() }))
		})
	)
});

/** What `primum import` reports: of cases, of ratings by a mapping, or with `--guess`. */
export const importAnswer = z.union([casesOutcome, ratingsOutcome, guessed]);

/** What an import of cases did, or would do. */
export function casesAnswer(
	{ dryRun, study }: Asked,
	outcome: ImportOutcome
): Answer<z.input<typeof casesOutcome>> {
	const { cases, actions, rewordings, mends, ignored, notes, applied } = outcome;
	const row = (name: string, tally: typeof cases) => [
		name,
		...[tally.new, tally.changed, tally.unchanged, tally.removed].map((n) => n.toLocaleString('en'))
	];
	const lines = [
		table(
			['', 'new', 'changed', 'unchanged', 'removed'],
			[row('cases', cases), row('actions', actions)]
		)
	];
	if (rewordings.length > 0) {
		lines.push(`${count(rewordings.length, 'rated text')} got a new wording.`);
	}
	if (mends.length > 0)
		lines.push(`${count(mends.length, 'rated text')} mended; the ratings stay.`);
	if (outcome.withdrawn.of > 0) lines.push(`Withdrawn: ${named(outcome.withdrawn)}`);
	if (outcome.stillWithdrawn.of > 0) {
		lines.push(`In the files, and withdrawn as before: ${named(outcome.stillWithdrawn)}`);
	}
	if (outcome.leftAlone.of > 0) {
		const more = outcome.withdrawable > 0 ? ' Withdraw them with --withdraw-missing.' : '';
		lines.push(`Not in the files, and left as they are: ${named(outcome.leftAlone)}.${more}`);
	}
	lines.push(...notes);
	if (ignored.length > 0) lines.push(`Left aside: ${ignored.join(', ')}`);
	lines.push(
		dryRun
			? 'This was a dry run: nothing was changed.'
			: applied
				? `Imported into "${study}".`
				: `Nothing to change in "${study}".`
	);
	return { json: { study, dryRun, ...outcome }, text: lines.join('\n') };
}

function named({ of, first }: ImportOutcome['leftAlone']): string {
	return `${count(of, 'case')}, ${shortened(first, first.length, of)}`;
}

/** What an import of ratings did, or would do. */
export function ratingsAnswer(
	{ study, dryRun }: Asked,
	outcome: RatingsOutcome
): Answer<z.input<typeof ratingsOutcome>> {
	const { new: added, changed, unchanged, newRaters, notes, applied } = outcome;
	const lines = [`${count(added, 'new rating')}, ${changed} changed, ${unchanged} unchanged.`];
	if (newRaters.length > 0) {
		const verb = dryRun ? 'would become' : 'became';
		lines.push(`Raters who ${verb} members without a sign-in: ${newRaters.join(', ')}`);
	}
	lines.push(...notes);
	if (dryRun) lines.push('This was a dry run: nothing was changed.');
	else if (!applied) lines.push('Nothing to change.');
	return { json: { study, dryRun, ...outcome }, text: lines.join('\n') };
}
