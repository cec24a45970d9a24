/** What stands at the head of a board: what it is of, and in which words it is told. */
import type {
	BoardSet,
	BoardToRead,
	BoardView,
	MetricToRead,
	Part
} from '#lib/domain/leaderboard.ts';
import type { Metric, SchemeName } from '#lib/scoring/scheme.ts';
import { schemeOf } from '#lib/scoring/score.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type { PlacedBoard } from '../../store/boards.ts';
import * as submissions from '../../store/submissions.ts';
import type { Found } from './finding.ts';

export type BoardHead = Omit<
	BoardToRead<SchemeName>,
	'entries' | 'humanLine' | 'baselines' | 'ceiling'
>;

/**
 * The head of a board as it is asked for: a metric that the scheme has not is its headline, a part that the set has not
 * is the whole.
 *
 * @param set null until it was looked at, and where no part is asked for
 */
export function headOf(found: Found, view: BoardView<SchemeName>, set: BoardSet | null): BoardHead {
	const { study, board, releases } = found;
	const {
		name: scheme,
		version,
		draws,
		metrics,
		headline,
		harmRate
	} = schemeOf(view.scheme ?? board.scheme);
	return {
		study: { slug: study.slug, name: study.name, synthetic: study.synthetic },
		...{ release: board.release, releases, withdrawn: board.withdrawn },
		...{ scheme, schemeVersion: version, draws, headline, harmRate },
		publishedAt: board.publishedAt,
		accepts: takesSubmissions(board, study),
		metrics: metrics.map(metricToRead),
		by: metrics.some(({ name }) => name === view.by) ? view.by! : headline,
		part: partIn(set, view.part ?? null),
		set
	};
}

/** True while answers to a board are taken: it is open, its release stands, and its study is not archived. */
export const takesSubmissions = (
	{ accepts, withdrawn }: Pick<PlacedBoard, 'accepts' | 'withdrawn'>,
	{ archivedAt }: Pick<Found['study'], 'archivedAt'>
) => accepts && withdrawn === null && archivedAt === null;

function partIn(set: BoardSet | null, part: Part | null): Part | null {
	if (set === null || part === null) return null;
	const isThere =
		'specialty' in part
			? set.specialties.some(({ code }) => code === part.specialty)
			: set.categories.some(({ name }) => name === part.category);
	return isThere ? part : null;
}

/** Figures that are no share of anything. */
const UNITS: Readonly<Record<string, MetricToRead['unit']>> = {
	Harmful_errors: 'harms',
	Number_needed_to_harm: 'cases'
};

const metricToRead = ({ name, meaning, better }: Metric): MetricToRead => ({
	...{ name, meaning, better, unit: UNITS[name] ?? 'share' }
});

/**
 * The version on the board of the people whose figure stands on every chart: the one that was chosen, or a later one of
 * theirs.
 *
 * @returns null where none was chosen, or none of theirs is on the board
 */
export function* humanLineOf(
	tx: Queries,
	{ humanLine }: Pick<PlacedBoard, 'humanLine'>
): Steps<submissions.Submission | null> {
	if (humanLine === null) return null;
	const chosen = yield* submissions.byId(tx, { id: humanLine });
	if (chosen === undefined) return null;
	const versions = yield* submissions.ofEntry(tx, chosen);
	return versions.find(({ kind, state }) => kind === 'human' && state === 'approved') ?? null;
}
