/** What somebody does in a study: the role, the share of the work, and the rulings. */
import { capSchema } from '#lib/domain/plan-rules.ts';
import { asTyped, wrongField } from '#lib/domain/wrong-field.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, memberIn } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/members.ts';
import * as trail from '../../store/trail.ts';

type Duties = Pick<store.Member, 'role' | 'adjudicates' | 'loadCap'>;

/**
 * Writes what differs, with the line in the trail.
 *
 * @returns false where nothing differs
 */
export function* setDuties(
	tx: Change,
	member: store.Member,
	wanted: Partial<Duties>
): Steps<boolean> {
	const changed = (Object.keys(wanted) as (keyof Duties)[]).filter(
		(key) => wanted[key] !== member[key]
	);
	if (changed.length === 0) return false;
	const only = (of: Partial<Duties>) => Object.fromEntries(changed.map((key) => [key, of[key]]));
	yield* store.update(tx, member.id, only(wanted));
	yield* trail.record(tx, {
		studyId: member.studyId,
		what: 'member.changed',
		subject: `member:${member.id}`,
		old: only(member),
		new: only(wanted)
	});
	return true;
}

/**
 * Sets the most cases that each of some raters may be given.
 *
 * @param caps digits, or '' for no limit
 * @returns how many were changed
 * @throws Refusal ('missing') where one is no member, ZodError for a cap that is no whole number
 */
export async function changeCaps(
	app: App,
	actor: Actor,
	slug: string,
	caps: readonly { memberId: number; cap: string }[]
): Promise<number> {
	const wanted = caps.map(({ memberId, cap }) => ({ memberId, loadCap: capOf(cap) }));
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		let changed = 0;
		for (const { memberId, loadCap } of wanted) {
			const member = yield* memberIn(tx, study.id, memberId);
			if (yield* setDuties(tx, member, { loadCap })) changed += 1;
		}
		return changed;
	});
}

/** The form has many fields of the name: the sentence says which. */
function capOf(text: string): number | null {
	const read = capSchema.safeParse(text);
	if (read.success) return read.data;
	throw wrongField(
		'cap',
		`"${asTyped(text)}" is no cap: write a whole number of cases, or leave the field empty for no limit`
	);
}
