import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as inWords } from '#lib/domain/refusal.ts';
import { encode } from './files.ts';
import { snapshot } from './fixture.ts';
import * as tables from './tables.ts';

const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const CASES = 'case,presentation\nWard1,A story.\n';
const ACTIONS = 'case,number,text,category\nWard1,1,Rest,Counseling\n';

function read(cases: string, actions: string) {
	return tables.readTables(encode(cases), encode(actions));
}

function messages(cases: string, actions: string): string[] {
	return read(cases, actions).problems.map(inWords);
}

describe('cases and actions', () => {
	it('are read from the columns that are there', () => {
		const { cases, problems } = read(
			'case,specialty,presentation,question,reference\nWard1,,A story.,What next?,\nX2,Medicine,"More, and\nmore",,Rest\n',
			'case,number,text,category,group,group_type,depends_on,is_harm_of_inaction\n' +
				'Ward1,1,"Rest, a lot",Counseling,Ease,alternative,,TRUE\nX2,7,Walk,Counseling,,,,\nWard1,2,Sleep,Counseling,Ease,alternative,1,no\n'
		);
		expect(problems).toEqual([]);
		expect(cases).toMatchObject([
			{
				externalId: 'Ward1',
				specialty: 'Ward',
				question: 'What next?',
				reference: null,
				groups: [{ name: 'Ease', pickCount: 1, pickType: 'min' }],
				actions: [
					{ number: 1, text: 'Rest, a lot', isHarmOfInaction: true, group: 'Ease', dependsOn: [] },
					{ number: 2, isHarmOfInaction: false, dependsOn: [1] }
				]
			},
			{ externalId: 'X2', specialty: 'Medicine', presentation: 'More, and\nmore', groups: [] }
		]);
	});

	it('are held out, open, or as they were, as the table says', () => {
		const actions = 'case,number,text,category\nA1,1,a,c\nA2,1,a,c\nA3,1,a,c\n';
		const heldOut = (cases: string) => read(cases, actions).cases.map((item) => item.heldOut);
		const told = 'case,presentation,held_out\nA1,p,true\nA2,p,0\nA3,p,\n';
		expect(heldOut(told)).toEqual([true, false, null]);
		expect(heldOut('case,presentation\nA1,p\nA2,p\nA3,p\n')).toEqual([null, null, null]);
		const text = decoded(tables.writeCases(read(told, actions).cases, 'csv'));
		expect(text.split('\n').map((line) => line.split(',').at(-1))).toEqual([
			...['held_out', 'true', 'false', 'false', '']
		]);
	});

	it('leave again as they came, columns without a name in Primum included', () => {
		const text = fc
			.tuple(fc.constantFrom('', '=', '-', "'", "'="), fc.string({ minLength: 1 }))
			.map((parts) => parts.join(''))
			.filter((value) => value.isWellFormed() && !value.includes('\0') && value.trim() !== '');
		fc.assert(
			fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), (all) => {
				const cases = tables.writeCases(
					all.map(([presentation, author], index) => ({
						externalId: `Ward${index}`,
						specialty: 'Ward',
						presentation,
						question: null,
						reference: author,
						actions: [],
						groups: [],
						variants: [],
						source: { table: { author } },
						guidance: null,
						heldOut: false
					})),
					'csv'
				);
				const header = 'case,number,text,category,group,group_type,depends_on,is_harm_of_inaction';
				const actions = `${header}\n${all.map((_, index) => `Ward${index},1,Rest,c,,,,false\n`).join('')}`;
				const back = tables.readTables(cases, encode(actions));
				expect(back.problems).toEqual([]);
				expect(back.notes).toEqual([
					'cases.csv: the column "author" is not known and is kept with the case.'
				]);
				expect(decoded(tables.writeCases(back.cases, 'csv'))).toBe(decoded(cases));
				expect(decoded(tables.writeActions(back.cases, 'csv'))).toBe(actions);
			})
		);
	});

	it.each([
		[
			'case,presentation\nWard1,\n',
			ACTIONS,
			'cases.csv, line 2, presentation: presentation is empty: fill the cell.'
		],
		[
			'case,presentation\nWard1,A\nWard1,B\n',
			ACTIONS,
			'cases.csv, line 3, case: case is "Ward1", as in a line above: every case has one line.'
		],
		[
			'case,presentation\nWard1,A\nX2,B\n',
			ACTIONS,
			'actions.csv: has no action of case "X2": add at least one.'
		],
		[
			CASES,
			`${ACTIONS}Ward1,1,Walk,c\n`,
			'actions.csv, line 3, number: action 1 of Ward1 is there twice: keep one.'
		],
		[
			CASES,
			`${ACTIONS}X2,1,Walk,c\n`,
			'actions.csv, line 3, case: case is "X2": cases.csv has no such case.'
		],
		[
			CASES,
			`${ACTIONS}Ward1,x,Walk,c\n`,
			'actions.csv, line 3, number: number is "x": must be a whole number from 1 on.'
		],
		[
			CASES,
			'case,number,text,category,depends_on\nWard1,1,Rest,c,1\n',
			'actions.csv, line 2, depends_on: action 1 depends on itself: remove the number.'
		],
		[
			CASES,
			'case,number,text,category,depends_on\nWard1,1,Rest,c,4\n',
			'actions.csv, line 2, depends_on: action 1 depends on 4, which Ward1 does not have.'
		],
		[
			CASES,
			'case,number,text,category,depends_on\nWard1,1,a,c,2\nWard1,2,b,c,1\n',
			'actions.csv, line 2, depends_on: actions depend on each other in a circle (1 → 2 → 1): remove one of these.'
		],
		[
			CASES,
			'case,number,text,category,depends_on\nWard1,1,a,c,"2,3"\n',
			'actions.csv, line 2, depends_on: depends_on is "2,3": must hold numbers of actions with ";" between, as 1;2.'
		],
		[
			CASES,
			'case,number,text,category,is_harm_of_inaction\nWard1,1,a,c,maybe\n',
			'actions.csv, line 2, is_harm_of_inaction: is_harm_of_inaction is "maybe": must be true or false.'
		],
		[
			'case,presentation\na/b,A\n',
			'case,number,text,category\na/b,1,Rest,c\n',
			'cases.csv, line 2, case: case is "a/b": it must begin with a letter or digit and hold only letters, digits, "_", "-" and ".", at most 100: it becomes the name of a file.'
		]
	])('say what is wrong (%#)', (cases, actions, message) => {
		expect(messages(cases, actions)).toEqual([message]);
	});

	it('say what is wrong in both files at once', () => {
		expect(
			messages('id,story\nWard1,A\n', 'Ward1,1,Rest,c\n').map((one) => one.slice(0, 24))
		).toEqual(['cases.csv, line 1: the f', 'actions.csv, line 1: the']);
	});
});

describe('ratings', () => {
	const HEADER =
		'case,action,rater,round,score,cannot_rate,comment,flags,active_seconds,rated_at\n';
	const found = (lines: string) => tables.readRatings(encode(HEADER + lines));

	it('are read with their lines', () => {
		const { rows, problems } = found(
			'A1,1,R01,1,9,,"=1, he said",duplicate;other,12.5,2026-11-02T12:00:00+02:00\nA1,2,R01,,,outside-specialty,,,,\n'
		);
		expect(problems).toEqual([]);
		expect(rows).toEqual([
			{
				where: 'ratings.csv',
				line: 2,
				case: 'A1',
				action: 1,
				rater: 'R01',
				round: 1,
				score: 9,
				cannotRate: null,
				comment: '=1, he said',
				flags: ['duplicate', 'other'],
				activeSeconds: 12.5,
				ratedAt: '2026-11-02T10:00:00.000Z'
			},
			{
				where: 'ratings.csv',
				line: 3,
				case: 'A1',
				action: 2,
				rater: 'R01',
				round: 1,
				score: null,
				cannotRate: 'outside-specialty',
				comment: null,
				flags: [],
				activeSeconds: null,
				ratedAt: null
			}
		]);
	});

	it('come back as they were written', () => {
		const { cases, ratings } = snapshot();
		const { rows, problems } = tables.readRatings(tables.writeRatings(cases, ratings, 'csv'));
		expect(problems).toEqual([]);
		expect(rows.map(({ line, ...rating }) => [line, rating])).toHaveLength(ratings.length);
		const key = ({ action, rater }: { action: number; rater: string }) => `${action}${rater}`;
		const ordered = [...ratings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
		expect(rows.map(({ where: _, line: __, ...rating }) => rating)).toEqual(ordered);
	});

	it('are read with the moment of each, in UTC whatever its place', () => {
		const times = [
			['2026-11-02T10:00:00Z', '2026-11-02T10:00:00.000Z'],
			['2026-11-02T10:00-05:30', '2026-11-02T15:30:00.000Z'],
			['2026-11-02T10:00:00.5Z', '2026-11-02T10:00:00.500Z'],
			['', null]
		];
		const lines = times.map(([cell], at) => `A1,${at + 1},R01,1,5,,,,,${cell}\n`).join('');
		const { rows, problems } = found(lines);
		expect(problems).toEqual([]);
		expect(rows.map(({ ratedAt }) => ratedAt)).toEqual(times.map(([, moment]) => moment));
	});

	it('leave with everything that was said, and read back the same', () => {
		const { cases, ratings } = snapshot();
		const whole = {
			...ratings[0]!,
			round: 2,
			comment: 'Only if, and when',
			flags: ['other' as const],
			activeSeconds: 12.5,
			ratedAt: '2026-11-02T10:00:00.000Z'
		};
		const bytes = tables.writeRatings(cases, [whole], 'csv');
		expect(decoded(bytes)).toBe(
			HEADER + 'Card900,1,R02,2,9,,"Only if, and when",other,12.5,2026-11-02T10:00:00.000Z\n'
		);
		expect(tables.readRatings(bytes).rows).toEqual([{ where: 'ratings.csv', line: 2, ...whole }]);
	});

	it.each([
		['A1,1,R01,1,12,,,,,\n', 'line 2, score: score is "12": must be a whole number from 1 to 9.'],
		['A1,1,R01,1,6.5,,,,,\n', 'line 2, score: score is "6.5": must be a whole number from 1 to 9.'],
		[
			'A1,1,R01,1,,,,,,\n',
			'line 2, score: score is empty: give a score from 1 to 9, or in cannot_rate a reason (outside-specialty, not-enough-information, wording-ambiguous).'
		],
		[
			'A1,1,R01,1,5,outside-specialty,,,,\n',
			'line 2, cannot_rate: there is a score and a reason why there is none: give one of them.'
		],
		[
			'A1,1,R01,1,,tired,,,,\n',
			'line 2, cannot_rate: cannot_rate holds "tired": the words are outside-specialty, not-enough-information, wording-ambiguous.'
		],
		[
			'A1,1,R01,1,5,,,,,yesterday\n',
			'line 2, rated_at: rated_at is "yesterday": must be a time that there is, such as 2026-11-02T10:00:00Z.'
		],
		[
			'A1,1,R01,1,5,,,,-3,\n',
			'line 2, active_seconds: active_seconds is "-3": must be a number of seconds, as 12.5.'
		],
		[
			'A1,1,R01,1,5,,,,,\nA1,1,R01,1,6,,,,,\n',
			'line 3: R01 rates action 1 of A1 here and on line 2: keep one.'
		]
	])('say what is wrong (%#)', (lines, message) => {
		expect(found(lines).problems.map(inWords)).toEqual([`ratings.csv, ${message}`]);
	});
});

describe('final scores', () => {
	it('leave with the raw scores, and with the raters who gave a reason instead', () => {
		const { cases, finals } = snapshot();
		expect(decoded(tables.writeFinal(cases, finals, 'csv'))).toBe(
			'case,action,score,basis,provisional,reason,scores,cannot_rate_count\n' +
				'Card900,1,9,unanimous,9,,9;9,0\n' +
				'Card900,2,,unresolved,5,the panel disagrees: scores from 1 to 9,1;9,0\n' +
				'Card900,3,4,unanimous,4,,4,1\n' +
				'Card900,5,2,unanimous,2,,2,0\n' +
				'Card900,7,3,adjudicated,3,urgent is too much,3,0\n' +
				'Card900,8,5,unanimous,5,,5,0\n'
		);
	});

	it('count the reasons in JSONL too', () => {
		const lines = decoded(tables.writeFinal(snapshot().cases, snapshot().finals, 'jsonl'));
		const counts = lines
			.trimEnd()
			.split('\n')
			.map((line) => (JSON.parse(line) as Record<string, unknown>).cannot_rate_count);
		expect(counts).toEqual([0, 0, 1, 0, 0, 0]);
	});
});

describe('the matrix', () => {
	it('has a line an action and a column a rater, and reads back', () => {
		const { cases, ratings } = snapshot();
		const later = { ...ratings[0]!, round: 2, score: 8 as const };
		const bytes = tables.writeMatrix(cases, [later, ...ratings], 'csv');
		expect(decoded(bytes)).toBe(
			'unit,R01,R02\nID901#1,,\nCard900#1,9,8\nCard900#2,1,9\nCard900#3,4,\nCard900#5,2,\nCard900#7,3,\nCard900#8,5,\nDerm902#1,,\n'
		);
		const { units, raters, table, problems } = tables.readMatrix(bytes);
		expect(problems).toEqual([]);
		expect(units[1]).toBe('Card900#1');
		expect(raters).toEqual(['R01', 'R02']);
		expect(table.slice(0, 3)).toEqual([
			[null, null],
			[9, 8],
			[1, 9]
		]);
	});

	it('takes NA and other categories, and says what is no number', () => {
		const { table, problems } = tables.readMatrix(encode('unit,a,b\nu,NA,10\nv,x,-1.5\nu,1,2\n'));
		expect(table).toEqual([
			[null, 10],
			[null, -1.5],
			[1, 2]
		]);
		expect(problems.map(inWords)).toEqual([
			'matrix.csv, line 3, a: "x" is not a number: give a number, or leave the cell empty.',
			'matrix.csv, line 4, unit: unit "u" is there twice: keep one.'
		]);
	});
});

describe('JSONL', () => {
	it('holds the same records', () => {
		const { cases, ratings, finals } = snapshot();
		const lines = decoded(tables.writeFinal(cases, finals, 'jsonl'))
			.trimEnd()
			.split('\n');
		expect(JSON.parse(lines[1]!)).toEqual({
			case: 'Card900',
			action: 2,
			score: null,
			basis: 'unresolved',
			provisional: 5,
			reason: 'the panel disagrees: scores from 1 to 9',
			scores: [1, 9],
			cannot_rate_count: 0
		});
		const matrix = decoded(tables.writeMatrix(cases, ratings, 'jsonl'));
		expect(JSON.parse(matrix.split('\n')[1]!)).toEqual({
			unit: 'Card900#1',
			scores: { R01: 9, R02: 9 }
		});
	});
});
