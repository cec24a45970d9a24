/**
 * Every table of the field, written once, by subject. `define` is called with SQLite's column types and with
 * PostgreSQL's, so the two schemas cannot drift apart (docs/decisions/0004).
 *
 * Column names are the keys in snake_case. Times are milliseconds since 1970 in UTC.
 */
import { access } from './access.ts';
import { cases } from './cases.ts';
import { importing } from './importing.ts';
import { mailing } from './mailing.ts';
import { people } from './people.ts';
import { planning } from './planning.ts';
import { rating } from './rating.ts';
import { record } from './record.ts';
import { releasing } from './releasing.ts';
import { scoring } from './scoring.ts';
import type { Columns } from './sqlite-columns.ts';
import { studies } from './studies.ts';

export function define(c: Columns) {
	const persons = people(c);
	const studied = { ...persons, ...studies(c, persons) };
	const placed = { ...studied, ...cases(c, studied) };
	const released = { ...studied, ...releasing(c, studied) };
	return {
		...placed,
		...released,
		...scoring(c, released),
		...rating(c, placed),
		...planning(c, placed),
		...mailing(c, studied),
		...importing(c, studied),
		...record(c, studied),
		...access(c, studied)
	};
}

export type Tables = ReturnType<typeof define>;
