/** Which mails somebody wants: reminders can be declined, nothing else. */
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';

/** The steps of choosing whether one is reminded; choosing what is so already changes nothing. */
export function* setReminded(tx: Change, userId: number, reminded: boolean): Steps<void> {
	const user = (yield* users.byId(tx, { id: userId }))!;
	const was = user.unremindedAt === null;
	if (was === reminded) return;
	yield* users.update(tx, userId, { unremindedAt: reminded ? null : tx.by.at });
	yield* trail.record(tx, {
		what: 'user.mail-choice',
		subject: `user:${userId}`,
		old: { reminded: was },
		new: { reminded }
	});
}
