/** What is written to those for whom cases of the present round wait, to be copied where no mail can be sent. */
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as rounds from '../../store/rounds.ts';
import { kindOfRound } from './occasions.ts';
import { remindable } from './remindable.ts';
import { writeOut } from './writing.ts';

export type RoundLetter = {
	memberId: number;
	name: string;
	email: string;
	subject: string;
	text: string;
};

/** Texts on one page. */
const LETTERS_SHOWN = 40;

/** A text for each rater for whom cases wait: the first of them, and how many there are. */
export function lettersOfRound(
	app: App,
	actor: Actor,
	slug: string
): Promise<{ some: RoundLetter[]; of: number }> {
	return app.crew.ask(written, { actor, slug });
}

const written = task(
	'mailing.letters-of-round',
	'figures',
	async (app, { actor, slug }: { actor: Actor; slug: string }) => {
		const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const waiting = (await remindable(app, study.id)).filter(({ cases }) => cases > 0);
		return read(app.db, function* (tx): Steps<{ some: RoundLetter[]; of: number }> {
			const kind = kindOfRound(yield* rounds.present(tx, study.id));
			const some: RoundLetter[] = [];
			for (const { memberId, userId, name, email } of waiting.slice(0, LETTERS_SHOWN)) {
				const { subject, body } = yield* writeOut(tx, {
					...{ kind, studyId: study.id, userId, askedBy: actor.id, now: app.now() },
					...{ link: `${app.origin}/cases`, expiresAt: null }
				});
				some.push({ memberId, name, email: email ?? '', subject, text: body });
			}
			return { some, of: waiting.length };
		});
	}
);
