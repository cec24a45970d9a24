/** Which specialties the raters of a study have: read again only after something about people has changed. */
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import type { StudyPanel } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as users from '../../store/users.ts';

/** Codes of specialties by member; of those only who have one. The same object as long as nothing has changed. */
export type Specialties = ReadonlyMap<number, ReadonlySet<string>>;

const kept = new WeakMap<StudyPanel, { touched: number; of: Specialties }>();

export async function specialtiesOf(
	app: App,
	studyId: number,
	panel: StudyPanel
): Promise<Specialties> {
	const { touched } = panel;
	const known = kept.get(panel);
	if (known?.touched === touched) return known.of;
	const now = await readNow(app, studyId);
	const of = known !== undefined && isSame(known.of, now) ? known.of : now;
	kept.set(panel, { touched, of });
	return of;
}

function readNow(app: App, studyId: number): Promise<Specialties> {
	return read(app.db, function* (tx) {
		const people = yield* members.ofStudy(tx, { studyId });
		const raters = people.filter(({ role }) => role === 'rater');
		const codes = yield* users.specialties(
			tx,
			raters.map(({ userId }) => userId)
		);
		return new Map(
			raters.flatMap(({ id, userId }) => {
				const theirs = codes.get(userId) ?? [];
				return theirs.length === 0 ? [] : [[id, new Set(theirs)] as const];
			})
		);
	});
}

function isSame(a: Specialties, b: Specialties): boolean {
	const isTheirs = ([id, theirs]: [number, ReadonlySet<string>]) => {
		const others = b.get(id);
		return others?.size === theirs.size && [...theirs].every((code) => others.has(code));
	};
	return a.size === b.size && [...a].every(isTheirs);
}
