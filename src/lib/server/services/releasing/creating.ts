/** Asks for a release: the crew makes it. */
import { releaseOptionsSchema, type ReleaseOptionsInput } from '#lib/domain/release.ts';
import type { Actor, App } from '../../app.ts';
import { task, type Course } from '../../crew/task.ts';
import type { Asked } from './making.ts';
import type { ReleaseSummary } from './releases.ts';

/**
 * Makes a release of what is submitted now. Ratings of cases that are not signed stay out.
 *
 * @param errand by which it is made: it ends with the release, in one change; null for none
 * @throws Refusal ('invalid') where the study has no case, or ratings but none of them signed, or lacks what was chosen; ('conflict')
 *   where the newest release that stands holds the same already; the reason of `course.signal` where that
 *   stops it
 */
export async function create(
	app: App,
	actor: Actor,
	slug: string,
	input: ReleaseOptionsInput,
	course?: Partial<Course>,
	errand: string | null = null
): Promise<ReleaseSummary> {
	const options = releaseOptionsSchema.parse(input);
	return app.crew.ask(creating, { actor, slug, options, errand }, course);
}

// What writes files is loaded where a release is made, and weighs on no other thread.
const creating = task('releasing.create', 'work', async (app, asked: Asked, course) =>
	(await import('./making.ts')).make(app, asked, course)
);
