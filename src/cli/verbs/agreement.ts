/** `primum agreement`: all that can be said of ratings, of a study or of a matrix from anywhere. */
import { z } from 'zod';
import type { Account } from '#lib/agreement/account.ts';
import { SCALE } from '#lib/agreement/table.ts';
import { roundSchema } from '#lib/domain/round.ts';
import { SLICINGS } from '#lib/domain/slicing.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { accountAnswer } from '../agreement-answer.ts';
import { agreementText } from '../agreement-text.ts';
import { readCategories } from '../categories.ts';
import { Usage } from '../failure.ts';
import { accountOfMatrix } from '../matrix.ts';
import { assertOneOf } from '../running.ts';
import { whole } from '../values.ts';
import { option, verb, type Given } from '../verb.ts';

const MOST_REPLICATES = 100_000;

const takes = {
	study: option('slug', 'a study: every rating so far, before adjudication', slugSchema.optional()),
	round: option(
		'n',
		'of a study: this round alone; the newest answers unless given',
		roundSchema.optional()
	),
	matrix: option(
		'file',
		'a CSV with a column "unit", perhaps one "case", and one column a rater, empty where missing',
		z.string().optional()
	),
	categories: option(
		'list',
		'what a rating of the matrix may be, such as 1,2,3; 1..9 unless given',
		z.string().optional()
	),
	by: option('what', 'slices; of a matrix, case', z.enum(SLICINGS).optional()),
	difference: option(
		'what',
		'of a study two rounds, 1,2: what stood after the second less what stood after the first; of a matrix the ' +
			'file of the later ratings',
		z.string().optional()
	),
	bootstrap: option(
		'B',
		"how often Krippendorff's alpha is resampled over actions, 0 for not at all",
		z.coerce
			.number<string>()
			.int()
			.refine((b) => b === 0 || (b >= 2 && b <= MOST_REPLICATES), {
				error: `give 0 for none, or a whole number from 2 to ${MOST_REPLICATES}`
			})
			.default(1_000)
	),
	seed: option('n', 'from which seed it is resampled', whole(0, 2_147_483_647).default(1))
};
type Asked = Given<typeof takes>;

export const verbs = [
	verb({
		name: 'agreement',
		says: 'how alike the ratings are, of a study or of a table',
		about:
			'Computes every coefficient of agreement with its interval by case, and who stands apart. It does so for a study, ' +
			'or for a table of ratings from anywhere.',
		takes,
		examples: [
			{ run: 'primum agreement --study demo --by specialty', does: 'a study, by specialty' },
			{
				run: 'primum agreement --matrix docs/examples/cli/matrix.csv --categories 1..9 --by case',
				does: 'a table of your own'
			},
			{
				run: 'primum agreement --study demo --bootstrap 0 --json | head -n 3',
				does: 'for a program'
			}
		],
		refused: {
			when: 'there is no such study, or a cell of the table is wrong',
			run: 'primum agreement --matrix docs/examples/cli/ratings.csv'
		},
		answer: accountAnswer,
		work: async (given) => {
			assertFits(given);
			const found = await (given.matrix === undefined
				? ofStudy(given)
				: ofMatrix(given, given.matrix));
			return { json: found, text: agreementText(found) };
		}
	})
];

function assertFits(given: Asked): void {
	assertOneOf(given, { study: '--study SLUG', matrix: '--matrix FILE' });
	const { study, categories, round, by } = given;
	if (study !== undefined && categories !== undefined) {
		throw new Usage('--categories goes with --matrix: a study is always rated from 1 to 9.');
	}
	if (study === undefined && round !== undefined) {
		throw new Usage('--round goes with --study: a matrix has no rounds.');
	}
	if (study === undefined && by !== undefined && by !== 'case') {
		throw new Usage(`--by ${by} goes with --study: a matrix knows cases only.`);
	}
}

const resamplingOf = ({ bootstrap, seed }: Asked) =>
	bootstrap === 0 ? undefined : { replicates: bootstrap, seed };

async function ofStudy(given: Asked): Promise<Account> {
	const [{ withApp }, { TERMINAL }, { reportOfStudy }] = await Promise.all([
		import('../data.ts'),
		import('#lib/server/app.ts'),
		import('#lib/server/services/agreeing/index.ts')
	]);
	const { study, round = null, difference, by = null } = given;
	const view = {
		...{ round, by, difference: difference === undefined ? null : roundsIn(difference) },
		resampling: resamplingOf(given)
	};
	return withApp(given, (app) => reportOfStudy(app, TERMINAL, study!, view));
}

/** @throws Usage where the text is not two rounds */
function roundsIn(text: string): [number, number] {
	const [first, second, ...more] = text
		.split(',')
		.map((part) => roundSchema.safeParse(part.trim()));
	if (first?.success && second?.success && more.length === 0) return [first.data, second.data];
	throw new Usage(`--difference: "${text}" is not two rounds such as 1,2.`);
}

function ofMatrix(given: Asked, file: string): Account {
	const { categories, difference, by } = given;
	return accountOfMatrix(file, {
		categories: categories === undefined ? SCALE : readCategories(categories),
		byCase: by === 'case',
		...(difference !== undefined && { later: difference }),
		resampling: resamplingOf(given)
	});
}
