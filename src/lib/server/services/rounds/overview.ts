/** The page of rounds: each with what it asks, who has answered, and what came of it; counted in the crew. */
import { consensusOf } from '#lib/domain/consensus.ts';
import type { Movement } from '#lib/domain/movement.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import { figuresOf, type Figures, type Part } from './figures.ts';

/** Somebody with work in a round. */
export type RaterPart = Part & { memberId: number; name: string };

/** Times in milliseconds since 1970, UTC. */
export type RoundLook = {
	number: number;
	version: number;
	openedAt: number;
	dueAt: number | null;
	lockedAt: number | null;
	/** True where it asks every action. */
	asksAll: boolean;
	sharesComments: boolean;
	asksReason: boolean;
	actions: number;
	cases: number;
	/** Over all its raters: cases given and signed, answers wanted and given. */
	response: Part & { raters: number; begun: number };
	/** Those who have answered nothing, and those who have not signed everything: the first of them, and how many. */
	notBegun: { some: RaterPart[]; of: number };
	unsigned: { some: RaterPart[]; of: number };
	movement: Movement | null;
	resolved: number;
};

export type RoundsLook = {
	/** The newest first. */
	rounds: RoundLook[];
	now: number;
};

/** Names that one list holds. */
const NAMES_SHOWN = 12;

/** Every round of a study. An observer is shown how many, and not who. */
export async function overview(app: App, actor: Actor, slug: string): Promise<RoundsLook> {
	const { study, named } = await read(app.db, (tx) => watcherOf(tx, actor, slug));
	const look = await app.crew.ask(counted, study.id);
	if (named) return look;
	return { ...look, rounds: look.rounds.map(withoutNames) };
}

function withoutNames({ notBegun, unsigned, ...round }: RoundLook): RoundLook {
	return {
		...round,
		notBegun: { some: [], of: notBegun.of },
		unsigned: { some: [], of: unsigned.of }
	};
}

const counted = task(
	'rounds.overview',
	'figures',
	async (app, studyId: number): Promise<RoundsLook> => {
		const { study, all, nameOf } = await read(app.db, function* (tx) {
			const everyone = yield* members.ofStudy(tx, { studyId });
			return {
				study: (yield* studies.byId(tx, { id: studyId }))!,
				all: yield* rounds.ofStudy(tx, { studyId }),
				nameOf: new Map(everyone.map(({ id, name }) => [id, name]))
			};
		});
		const figures = figuresOf(await panelOf(app, studyId), consensusOf(study));
		// A round that was opened since then is in the panel's next reading.
		const known = all.filter(({ number }) => figures.has(number));
		return {
			rounds: known.map((round) => lookAt(round, figures.get(round.number)!, nameOf)).reverse(),
			now: app.now()
		};
	}
);

function lookAt(
	round: rounds.Round,
	{ parts, ...figures }: Figures,
	nameOf: ReadonlyMap<number, string>
): RoundLook {
	const { number, version, openedAt, dueAt, closedAt, asks, sharesComments, asksReason } = round;
	const people = [...parts].map(([memberId, part]) => ({
		...{ memberId, name: nameOf.get(memberId)! },
		...part
	}));
	const some = (which: (one: RaterPart) => boolean) => {
		const found = people.filter(which).sort((a, b) => open(b) - open(a) || a.memberId - b.memberId);
		return { some: found.slice(0, NAMES_SHOWN), of: found.length };
	};
	const total = (of: (one: Part) => number) => people.reduce((sum, one) => sum + of(one), 0);
	return {
		...{ number, version, openedAt, dueAt, lockedAt: closedAt },
		...{ asksAll: asks === 'all', sharesComments, asksReason },
		...figures,
		response: {
			...{ cases: total((one) => one.cases), signed: total((one) => one.signed) },
			...{ answered: total((one) => one.answered), asked: total((one) => one.asked) },
			...{ raters: people.length, begun: people.filter(({ answered }) => answered > 0).length }
		},
		notBegun: some(({ answered, asked }) => answered === 0 && asked > 0),
		unsigned: some(({ cases, signed }) => signed < cases)
	};
}

const open = ({ cases, signed }: Part) => cases - signed;
