/** A case that a panel has signed, with actions on which it is apart, referred to those who rule. */
import type { Database } from '#lib/server/db/connect.ts';
import * as adjudicating from '#lib/server/services/adjudicating/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as referrals from '#lib/server/store/referrals.ts';
import * as studies from '#lib/server/store/studies.ts';
import { aMember, MINUTE, START, write, type Person } from '../support.ts';
import { scored } from '../support.ts';
import { aPanel, type Answers } from './later-support.ts';

/** By rater: unanimous, apart, apart the most, within the band. */
export const PANEL: Answers[] = [
	[scored(9), scored(3, 'Too early.'), scored(1, 'Deadly.'), scored(2)],
	[scored(9), scored(6), scored(9, 'Must be done.'), scored(2)],
	[scored(9), scored(8, 'Nine stable years.'), scored(5), scored(3)]
];

/** Sends an action to adjudication, to one member or to all. */
export const refer = (
	db: Database,
	actionId: number,
	{ memberId = null, note = '' }: { memberId?: number | null; note?: string } = {}
) =>
	write(db, (tx) =>
		referrals.send(tx, [{ actionId, to: 'adjudication', memberId, note, createdAt: START }])
	);

/** The second and third action are referred to everybody; Ann and Bob rule. */
export async function aDisagreement(
	db: Database,
	{ wanted = 1, panel = PANEL }: { wanted?: 1 | 2; panel?: Answers[] } = {}
) {
	const at = await aPanel(db, panel);
	const { app, study, item } = at;
	await write(db, (tx) => studies.update(tx, study, { rulingsWanted: wanted }));
	const ann = await aMember(db, study, 'adjudicator', { name: 'Ann-okapi' });
	const bob = await aMember(db, study, 'adjudicator', { name: 'Bob-okapi' });
	const cora = await aMember(db, study, 'coordinator', { name: 'Cora-okapi' });
	const ids = item.actions.map(({ id }) => id);
	for (const id of ids.slice(1, 3)) await refer(db, id);
	app.pass(MINUTE);
	const { slug } = study;
	const rule = (who: Person, place: number, score: number, reason = `Because of ${score}.`) =>
		adjudicating.rule(app, who.actor, slug, { actionId: ids[place]!, score, reason });
	return {
		...{ ...at, ids, slug, ann, bob, cora, rule },
		queue: (who: Person) => adjudicating.queue(app, who.actor, slug),
		open: async (who: Person, place: number) =>
			(await adjudicating.item(app, who.actor, slug, ids[place]!)).item,
		progress: () => adjudicating.progress(app, cora.actor, slug),
		/** Lets the coordinator adjudicate too. */
		adjudicates: () => write(db, (tx) => members.update(tx, cora.memberId, { adjudicates: true }))
	};
}
