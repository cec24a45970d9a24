/** What an import says in a terminal. */
import { shortened } from '#lib/domain/listed.ts';
import type { ImportOutcome, RatingsOutcome } from '#lib/server/services/importing/index.ts';
import { count, table } from './text.ts';
import type { Answer } from './verb.ts';

type Asked = { study: string; dryRun: boolean };

/** What an import of cases did, or would do. */
export function casesAnswer({ dryRun, study }: Asked, outcome: ImportOutcome): Answer {
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
export function ratingsAnswer({ study, dryRun }: Asked, outcome: RatingsOutcome): Answer {
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
