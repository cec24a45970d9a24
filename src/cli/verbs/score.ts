/** `primum score`: what a submission is worth against a release, or what a release measures. */
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { readScorable, type Scorable } from '#lib/formats/annotation-set.ts';
import { DEFAULT_LIMITS, RELEASE_LIMITS } from '#lib/formats/limits.ts';
import { readSubmission, type Submission } from '#lib/formats/submission.ts';
import { sanity } from '#lib/scoring/sanity.ts';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { DEFAULT_SCHEME, score } from '#lib/scoring/score.ts';
import { readFile } from '../inputs.ts';
import { Usage } from '../failure.ts';
import { filesOf, isOnDisk } from '../releases.ts';
import { assertOneOf } from '../running.ts';
import { checkAnswer, sanityAnswer, scored, scoreAnswer } from '../score-answers.ts';
import { flag, option, verb, type Given } from '../verb.ts';

const takes = {
	release: option(
		'release',
		'a release as a folder or zip archive, a bare kit, or slug:number of an installation, such as demo:1',
		z.string().min(1, 'name a release: a folder, a zip archive, or slug:number')
	),
	submission: option(
		'file',
		"a judge's records (JSONL) or a form: case, action, recommend (CSV)",
		z.string().optional()
	),
	check: option('file', 'only say which records are bad, and why', z.string().optional()),
	baselines: flag('what nothing, everything, referrals and other systems without sense reach'),
	scheme: option('name', 'how to score', z.enum(SCHEME_NAMES).default(DEFAULT_SCHEME))
};

export const verbs = [
	verb({
		name: 'score',
		says: 'what a submission is worth against a release',
		about:
			'Scores what a system recommends against a release or a kit, by one of three schemes. No language model takes part: ' +
			'decisions go in, figures come out.',
		takes,
		isRemote: true,
		examples: [
			{
				run: 'primum score --release docs/examples/scoring/kit --submission docs/examples/scoring/submission.jsonl',
				does: 'the figures, each with its interval'
			},
			{
				run: 'primum score --release docs/examples/scoring/kit --check docs/examples/scoring/submission.jsonl',
				does: 'only whether it could be scored'
			},
			{
				run: 'primum score --release demo:1 --baselines --scheme mast-2026',
				does: 'what the release lets systems without sense pass with'
			}
		],
		refused: {
			when: 'a record is bad, or there is nothing to score against',
			run: 'primum score --release demo:1 --submission docs/examples/cli/matrix.csv'
		},
		answer: scored,
		work: async (given) => {
			const { submission, check, baselines, scheme } = given;
			assertOneOf(given, {
				...{ submission: '--submission FILE', check: '--check FILE', baselines: '--baselines' }
			});
			const found = await scorable(given);
			const release = found.release ?? given.release;
			if (baselines) return sanityAnswer(release, sanity(found.set, scheme, found.panel));
			const file = submission ?? check!;
			const read = readSubmission(found.set, readFile(file, DEFAULT_LIMITS.fileBytes), file);
			if (check !== undefined) return checkAnswer(release, read);
			return scoreAnswer(release, read, score(found.set, whole(file, read), scheme));
		}
	})
];

/** The records of a submission without a fault. */
function whole(file: string, { records, problems }: Submission): Submission['records'] {
	if (problems.length === 0) return records;
	throw new Refusal('invalid', `${file} cannot be scored as it is:`, { problems });
}

/** What is scored against, whole. */
async function scorable(given: Given<typeof takes>): Promise<Scorable> {
	if (given.remote !== undefined && isOnDisk(given.release)) {
		throw new Usage(
			`--remote: ${given.release} is on this machine. Leave --remote out, or name slug:number.`
		);
	}
	const found = readScorable(await filesOf(given.release, given), RELEASE_LIMITS);
	if (found.problems.length === 0) return found;
	throw new Refusal('invalid', `${given.release} cannot be scored against:`, {
		problems: found.problems
	});
}
