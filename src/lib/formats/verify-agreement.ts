/** Whether agreement.json is of the ratings that the tables have. A release of format 1 is not asked. */
import type { JsonObject } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import { agreementRecord } from './agreement-record.ts';
import { newest, read } from './verify-read.ts';
import type { Lines } from './verify-records.ts';

const WHERE = 'agreement.json';

/** @param document as it satisfies its schema; undefined where it does not, or has none */
export function agreementProblems(
	document: JsonObject | undefined,
	tables: ReadonlyMap<string, Lines>
): Problem[] {
	const { data } = agreementRecord.safeParse(document);
	if (data === undefined) return [];
	const { cases, actions, ratings } = read(tables);
	const specialtyOf = new Map(cases.map(({ record }) => [record.case, record.specialty]));
	const unitsOf = Map.groupBy(actions, ({ record }) => specialtyOf.get(record.case));
	const answers = [...newest(ratings).values()].flatMap((given) => [...given.values()]);
	const scores = answers.filter(({ score }) => score !== null);
	const problems: Problem[] = [];
	const compare = (field: string, said: number, found: number) => {
		if (said === found) return;
		problems.push({ where: WHERE, field, message: `is ${said} and the tables have ${found}.` });
	};
	compare('units', data.units, actions.length);
	compare('ratings', data.ratings, scores.length);
	compare('specialties', data.specialties.length, unitsOf.size);
	for (const { specialty, units } of data.specialties) {
		compare(`specialties.${specialty}.units`, units, unitsOf.get(specialty)?.length ?? 0);
	}
	return problems;
}
