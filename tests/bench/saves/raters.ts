/** Raters of the invented study, signed in, each with a case that is rated and open again. */
import { openCase } from '../support/rating.ts';
import { Visitor } from '../support/visitor.ts';
import type { Rater } from './load.ts';

/** In each ten of the demonstration's raters, the first has a case that was not begun, and the last only such. */
const FINISHED = [3, 4, 5, 6, 7, 8];

/** @param count how many */
export async function signInRaters(origin: string, count: number): Promise<Rater[]> {
	const raters: Rater[] = [];
	for (let index = 0; raters.length < count; index += 1) {
		const place = Math.floor(index / FINISHED.length) * 10 + FINISHED[index % FINISHED.length]!;
		const visitor = await Visitor.signedIn(origin, `rater${place}@demo.example`);
		const { cookie, address } = visitor;
		const open = await openCase(visitor);
		await visitor.close();
		// Every save changes a rating that is there, here as on the limit.
		const actions = open.actions.filter(({ version }) => version > 0);
		raters.push({ ...open, actions, cookie, address });
	}
	return raters;
}
