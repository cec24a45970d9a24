/** What is written to somebody who was added, where no mail leaves by itself: the link and the text around it. */
import type { Actor, App } from '../../app.ts';
import * as links from '../../auth/links.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import type { Study } from '../../store/studies.ts';
import type { User } from '../../store/users.ts';
import { writeOut } from '../mailing/index.ts';

export type Letter = {
	name: string;
	email: string;
	/** Works once, within 14 days; null for somebody who signs in with an existing account. */
	link: string | null;
	subject: string;
	text: string;
};

type To = {
	study: Study;
	user: User;
	/** Who sends it. */
	actor: Actor;
	withLink: boolean;
};

/** Makes a link, by which the earlier ones of the person open nothing any more, and writes the letter. */
export function* letterTo(
	tx: Change,
	app: App,
	{ study, user, actor, withLink }: To
): Steps<Letter> {
	if (withLink) yield* links.revoke(tx, user.id);
	const made = withLink ? yield* links.add(tx, app, { userId: user.id, purpose: 'invite' }) : null;
	const { subject, body } = yield* writeOut(tx, {
		...{ kind: 'invitation', studyId: study.id, userId: user.id, askedBy: actor.id, now: tx.by.at },
		link: made?.link ?? `${app.origin}/sign-in`,
		expiresAt: made?.expiresAt ?? null
	});
	return {
		...{ name: user.name, email: user.email ?? '', link: made?.link ?? null },
		...{ subject, text: body }
	};
}
