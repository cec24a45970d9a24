/** What services tell, as the answers say it. */
import type { z } from 'zod';
import { isOver, type Errand } from '#lib/domain/errand.ts';
import { MEASURES } from '#lib/domain/agreement-view.ts';
import { isKnown } from '#lib/domain/pace.ts';
import type { App } from '../../app.ts';
import type { Found, StudyAgreement } from '../../services/agreeing/index.ts';
import type { ReleaseSummary } from '../../services/releasing/index.ts';
import type { WatchedStudy } from '../../services/studies/index.ts';
import type { Coverage } from '../../services/watching/index.ts';
import type * as schemas from './schemas.ts';
import { momentOf } from './schemas.ts';

type Of<Schema extends z.ZodType> = z.input<Schema>;

/** Where everything stands that can be asked. */
export const ROOT = '/api/v1';

/** The address of something in a study. */
export function linkTo({ origin }: Pick<App, 'origin'>, slug: string, ...path: string[]): string {
	return [`${origin}${ROOT}/studies`, slug, ...path].join('/');
}

export const momentOrNull = (at: number | null) => (at === null ? null : momentOf(at));

export function studyValue(app: App, study: WatchedStudy): Of<typeof schemas.study> {
	const { slug, name, role, archivedAt } = study;
	return {
		...{ slug, name, role, archivedAt: momentOrNull(archivedAt) },
		links: {
			self: linkTo(app, slug),
			releases: linkTo(app, slug, 'releases'),
			coverage: linkTo(app, slug, 'coverage'),
			agreement: linkTo(app, slug, 'agreement')
		}
	};
}

export function releaseValue(
	app: App,
	slug: string,
	{ number, createdAt, options, counts, rules, sha256, withdrawn }: ReleaseSummary
): Of<typeof schemas.releaseInList> {
	const self = linkTo(app, slug, 'releases', String(number));
	return {
		...{ number, createdAt: momentOf(createdAt), sha256, note: options.note, rules, counts },
		withdrawn: withdrawn && { at: momentOf(withdrawn.at), reason: withdrawn.reason },
		links: { self, archive: `${self}/archive`, files: `${self}/files/` }
	};
}

export function coverageValue(slug: string, found: Coverage): Of<typeof schemas.coverage> {
	const { ratings, cases, places, pace } = found;
	const { sinceYesterday, ...states } = places;
	const finish = isKnown(pace.finish) ? pace.finish : null;
	return {
		...{ study: slug, asOf: momentOf(found.at), round: found.round, ratersPerCase: found.k },
		...{ dueAt: momentOrNull(pace.dueAt), raters: found.raters },
		ratings: {
			...{ counted: ratings.done, wanted: ratings.wanted, surplus: ratings.surplus },
			last24Hours: ratings.sinceYesterday
		},
		cases: { complete: cases.done, of: cases.of, last24Hours: cases.sinceYesterday },
		places: { ...states, last24Hours: sinceYesterday },
		finish: finish && {
			...{ at: momentOf(finish.at), from: momentOf(finish.from), to: momentOf(finish.to) },
			ratingsPerDay: finish.perDay
		},
		whyNoFinish: isKnown(pace.finish) ? null : pace.finish.notKnown,
		specialties: found.bySpecialty.map(({ done, of, ...rest }) => ({
			...rest,
			...{ counted: done, wanted: of }
		}))
	};
}

function figureValue(found: Found): Of<typeof schemas.figure> {
	const { cases, units: actions, ratings } = found;
	const rest = { cases, actions, ratings };
	if (!('value' in found)) return { value: null, ci95: null, why: found.undefined, ...rest };
	const { value, ci95 = null, noInterval = null } = found;
	return { value, ci95, why: noInterval, ...rest };
}

/** @param at the moment at which it was asked */
export function agreementValue(
	slug: string,
	at: number,
	{ figures, slices, concordance, scores, newest }: StudyAgreement
): Of<typeof schemas.agreement> {
	const specialties = slices.find(({ kind }) => kind === 'specialty')?.slices ?? [];
	return {
		...{ study: slug, asOf: momentOf(at), newestRatingAt: momentOrNull(newest), scores },
		figures: Object.fromEntries(
			MEASURES.map((measure) => [measure, figureValue(figures[measure])])
		) as Of<typeof schemas.agreement>['figures'],
		specialties: specialties.map(({ name, found }) => ({
			specialty: String(name),
			alpha: figureValue(found)
		})),
		concordance: (concordance.rounds.at(-1)?.classes ?? []).map(({ name, count }) => ({
			class: name,
			actions: count
		}))
	};
}

export function jobValue(app: App, slug: string, errand: Errand): Of<typeof schemas.job> {
	const { id, kind, state, stopping, what, done, parts, outcome, refusal } = errand;
	const number = kind === 'release' ? outcome?.['number'] : undefined;
	return {
		...{ id, kind, state, stopping, outcome },
		progress: { what, done, of: parts },
		createdAt: momentOf(errand.createdAt),
		finishedAt: isOver(errand) ? momentOrNull(errand.finishedAt) : null,
		refusal: refusal && { message: refusal.message, problems: [...refusal.problems] },
		links: {
			self: linkTo(app, slug, 'jobs', id),
			...(number !== undefined && { release: linkTo(app, slug, 'releases', String(number)) })
		}
	};
}
