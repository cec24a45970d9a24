/** What the services tell of submissions, as the answers say it. */
import type { z } from 'zod';
import { isOver } from '#lib/domain/errand.ts';
import type { App } from '../../app.ts';
import type {
	CheckReport,
	ListedSubmission,
	ShownSubmission
} from '../../services/submitting/index.ts';
import { momentOf } from './schemas.ts';
import type * as schemas from './submission-schemas.ts';
import { linkTo, momentOrNull } from './values.ts';

/** Of which board. */
type Of = { study: string; release: number };

export function submissionInListValue(
	app: App,
	{ study, release }: Of,
	{ createdAt, scoredAt, decidedAt, ...rest }: ListedSubmission
): z.input<typeof schemas.submissionInList> {
	const { id } = rest;
	return {
		...rest,
		createdAt: momentOf(createdAt),
		scoredAt: momentOrNull(scoredAt),
		decidedAt: momentOrNull(decidedAt),
		links: {
			self: linkTo(app, study, 'releases', String(release), 'submissions', String(id)),
			page: `${app.origin}/submit/${study}/${release}/${id}`
		}
	};
}

export function submissionValue(
	app: App,
	of: Of,
	shown: ShownSubmission
): z.input<typeof schemas.submission> {
	const { about, form, fileName, bytes, sha256, errand, versions, result, hidden } = shown;
	const underWay = errand === null || isOver(errand) ? null : errand;
	return {
		...submissionInListValue(app, of, shown),
		...{ about, form, file: { name: fileName, bytes, sha256 } },
		progress: underWay && { what: underWay.what, done: underWay.done, of: underWay.parts },
		versions: versions.map(({ id, version, state }) => ({ id, version, state })),
		result: result && {
			scheme: result.scheme,
			schemeVersion: result.schemeVersion,
			headline: result.headline,
			over: result.over,
			totals: Object.fromEntries(
				result.totals.map(({ name, value, ci95, cases, records }) => [
					name,
					{ value, ci95, cases, records }
				])
			)
		},
		whyNoResult: hidden
	};
}

export function checkedValue(
	{ form, records, covers, missing, problems, of }: CheckReport,
	submission: z.input<typeof schemas.submission> | null
): z.input<typeof schemas.checked> {
	return { form, records, covers, missing, problems, problemCount: of, submission };
}
