/** `primum agreement`: all that can be said of ratings, of a study or of a matrix from anywhere. */
import type { Command } from 'commander';
import { z } from 'zod';
import type { Account } from '#lib/agreement/account.ts';
import { SCALE } from '#lib/agreement/table.ts';
import { roundSchema } from '#lib/domain/round.ts';
import { SLICINGS } from '#lib/domain/slicing.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { agreementText } from '../agreement-text.ts';
import { readCategories } from '../categories.ts';
import { Usage } from '../failure.ts';
import { accountOfMatrix } from '../matrix.ts';
import { does, type Common } from '../verb.ts';

const MOST_REPLICATES = 100_000;

const schema = z.object({
	study: slugSchema.optional(),
	round: roundSchema.optional(),
	matrix: z.string().optional(),
	categories: z.string().optional(),
	difference: z.string().optional(),
	by: z.enum(SLICINGS, { error: `choose ${SLICINGS.join(', ')}` }).optional(),
	bootstrap: z.coerce
		.number()
		.int()
		.refine((b) => b === 0 || (b >= 2 && b <= MOST_REPLICATES), {
			error: `give 0 for none, or a whole number from 2 to ${MOST_REPLICATES}`
		})
		.default(1_000),
	seed: z.coerce.number({ error: 'give a whole number' }).int().min(0).max(2_147_483_647).default(1)
});
type Given = z.output<typeof schema> & Common;

export function register(program: Command): void {
	const command = program
		.command('agreement')
		.description('how alike the ratings are: of a study, or of a table of your own')
		.option('--study <slug>', 'a study: every rating so far, before adjudication')
		.option('--round <n>', 'of a study: this round alone; the newest answers unless given')
		.option(
			'--matrix <file>',
			'a CSV with a column "unit", perhaps one "case", and one column a rater, empty where missing'
		)
		.option(
			'--categories <list>',
			'what a rating of the matrix may be: 1..9 or 1,2,3 (1..9 unless given)'
		)
		.option('--by <what>', 'slices: specialty, category or case; of a matrix, case')
		.option(
			'--difference <what>',
			'of a study two rounds, 1,2: what stood after the second less what stood after the first; of a matrix ' +
				'the file of the later ratings'
		)
		.option(
			'--bootstrap <B>',
			"how often Krippendorff's alpha is resampled over actions; 1000 unless given, 0 for not at all"
		)
		.option('--seed <n>', 'from which seed it is resampled; 1 unless given');
	does(command, schema, async (given) => {
		assertFits(given);
		const found = given.matrix === undefined ? await ofStudy(given) : ofMatrix(given, given.matrix);
		return { json: found, text: agreementText(found) };
	});
}

function assertFits({ study, matrix, categories, round, by }: Given): void {
	if ((study === undefined) === (matrix === undefined)) {
		throw new Usage('Give either --study SLUG or --matrix FILE.');
	}
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

const resamplingOf = ({ bootstrap, seed }: Given) =>
	bootstrap === 0 ? undefined : { replicates: bootstrap, seed };

async function ofStudy(given: Given): Promise<Account> {
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

function ofMatrix(given: Given, file: string): Account {
	const { categories, difference, by } = given;
	return accountOfMatrix(file, {
		categories: categories === undefined ? SCALE : readCategories(categories),
		byCase: by === 'case',
		...(difference !== undefined && { later: difference }),
		resampling: resamplingOf(given)
	});
}
