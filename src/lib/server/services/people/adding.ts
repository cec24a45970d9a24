/** Many people at once: looked at line by line, then added in one change. */
import { z } from 'zod';
import { whyNotMend } from '#lib/domain/mending.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { ROLES } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import type { Study } from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import * as users from '../../store/users.ts';
import * as accounts from '../accounts/index.ts';
import * as mailing from '../mailing/index.ts';
import { giveGoldCases } from '../qualifying/index.ts';
import { letterTo, type Letter } from './letters.ts';
import { judge, type CheckedLine, type JudgedLine, type Pasted } from './lines.ts';
import { enter } from './members.ts';

export type Checked = {
	/** The lines; of a long list those to look at first, and as many as can be read. */
	lines: CheckedLine[];
	/** How many lines there are. */
	of: number;
	/** How many people come in, and how many who are here gain a specialty. */
	comes: number;
	gains: number;
	/** The numbers of the lines to look at, and of those that are left out. */
	look: number[];
	out: number[];
};

/** Lines that a page shows. */
const MOST_SHOWN = 200;

const pastedSchema = z.object({
	lines: z.string().max(1_000_000, 'at most 1,000,000 characters'),
	role: z.enum(ROLES).default('rater')
});

const addSchema = pastedSchema.extend({ how: z.enum(['mail', 'links']) });

/** What would become of a list of people. Nothing is changed. */
export async function check(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof pastedSchema>
): Promise<Checked> {
	return app.crew.ask(checked, { actor, slug, ...pastedSchema.parse(input) });
}

type Asked = Pasted & { actor: Actor; slug: string };

const checked = task('people.check', 'figures', (app, { actor, slug, ...pasted }: Asked) =>
	read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const lines = yield* judge(tx, actor, study, pasted);
		const having = (of: readonly JudgedLine[]) => of.map(({ line }) => line);
		return {
			lines: firstOf(lines).map(shown),
			of: lines.length,
			comes: lines.filter(comesIn).length,
			gains: lines.filter(({ memberId, gains }) => memberId !== null && gains.length > 0).length,
			look: having(lines.filter(({ outcome }) => outcome === 'asks' || outcome === 'warns')),
			out: having(lines.filter(({ outcome }) => outcome === 'out'))
		};
	})
);

/** All of a list that a page can show; of a longer one what there is to look at, then the others. */
function firstOf(lines: readonly JudgedLine[]): readonly JudgedLine[] {
	if (lines.length <= MOST_SHOWN) return lines;
	const plain = ({ outcome }: JudgedLine) => outcome === 'invited' || outcome === 'folded';
	const ordered = [...lines.filter((line) => !plain(line)), ...lines.filter(plain)];
	return ordered.slice(0, MOST_SHOWN);
}

const comesIn = ({ outcome, memberId }: JudgedLine) => outcome !== 'out' && memberId === null;

function shown(judged: JudgedLine): CheckedLine {
	const { line, text, name, email, role, specialties, outcome, says, mend } = judged;
	return { line, text, name, email, role, specialties, outcome, says, mend };
}

export type Added = {
	/** Who came in, in the order of the lines; with letters to send, unless mails leave by themselves. */
	came: string[];
	gained: number;
	out: number[];
	letters: Letter[];
};

/**
 * Adds everyone of a list who can be added, in one change: lines that cannot be read hold up no other. Whoever is
 * here already is not added again.
 *
 * @param input `how`: invitations by mail, or links to copy
 * @throws Refusal ('invalid') where nobody is in the list, or no mail can be sent; ZodError for bad input
 */
export async function addMany(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof addSchema>
): Promise<Added> {
	const given = addSchema.parse(input);
	if (given.how === 'mail' && !mailing.isOn(app)) {
		throw new Refusal(
			'invalid',
			'No mail server is set, so no mail can be sent. Make links to copy.'
		);
	}
	return app.crew.ask(added, { actor, slug, ...given });
}

type AskedToAdd = Asked & { how: 'mail' | 'links' };

// Some thousand people are tens of thousands of statements: not on the thread that answers everybody.
const added = task(
	'people.add',
	'work',
	async (app, { actor, slug, how, ...pasted }: AskedToAdd) => {
		const once = () =>
			atomically(app.db, by(app, actor), function* (tx) {
				const study = yield* coordinatorOf(tx, actor, slug);
				const lines = yield* judge(tx, actor, study, pasted);
				return yield* addAll(tx, app, { actor, study, lines, how });
			});
		try {
			return await once();
		} catch (error) {
			if (violation(error) !== 'unique') throw error;
			// Somebody added one of them at this very moment: the second reading finds the person here.
			return once();
		}
	}
);

type Adding = { actor: Actor; study: Study; lines: readonly JudgedLine[]; how: 'mail' | 'links' };

function* addAll(tx: Change, app: App, { actor, study, lines, how }: Adding): Steps<Added> {
	if (lines.length === 0) throw new Refusal('invalid', 'There is nobody in the list yet.');
	const outcome: Added = { came: [], gained: 0, out: [], letters: [] };
	for (const line of lines) {
		if (line.outcome === 'out') {
			outcome.out.push(line.line);
			continue;
		}
		if (line.account !== null && line.gains.length > 0) {
			yield* specialise(tx, line.account.id, line.codes);
			if (line.memberId !== null) outcome.gained += 1;
		}
		if (line.memberId !== null) continue;
		const account = line.account ?? (yield* enrolled(tx, line));
		yield* enter(tx, { studyId: study.id, userId: account.id, role: line.role });
		outcome.came.push(account.name);
		if (how === 'mail') {
			yield* mailing.invite(tx, app, { studyId: study.id, userId: account.id });
			continue;
		}
		// A link to an account of another study would be a way into it.
		const elsewhere = yield* members.isElsewhere(tx, account.id, actor.id);
		const atHand = { ...account, joined: account.passwordHash !== null, elsewhere };
		const withLink = whyNotMend('link', atHand, actor.isAdmin) === null;
		outcome.letters.push(yield* letterTo(tx, app, { study, user: account, actor, withLink }));
	}
	yield* giveGoldCases(tx, study.id);
	return outcome;
}

function* enrolled(tx: Change, { name, email, codes }: JudgedLine): Steps<users.User> {
	return yield* accounts.enrol(tx, { name, email, specialties: codes, isAdmin: false });
}

/** Says what somebody is a specialist of from now on, with the line in the trail. */
export function* specialise(tx: Change, userId: number, codes: readonly string[]): Steps<void> {
	const old = (yield* users.specialties(tx, [userId])).get(userId) ?? [];
	yield* accounts.setSpecialties(tx, userId, codes);
	yield* trail.record(tx, {
		what: 'user.changed',
		subject: `user:${userId}`,
		old: { specialties: old },
		new: { specialties: [...codes] }
	});
}
