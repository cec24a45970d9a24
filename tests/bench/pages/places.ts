/** Who opens the pages, and what the parameters in their addresses are. */
import type { Server } from '../support/server.ts';
import { openCase, type Case } from '../support/rating.ts';
import { Visitor } from '../support/visitor.ts';
import type { Who } from './routes.ts';

/** Of the demonstration's people: the one who is half through a case. */
const RATER = 'rater2@demo.example';

export type Places = {
	visitors: Record<Who, Visitor>;
	/** A value for each parameter. */
	values: Record<string, string> & { study: string };
	/** A case that its rater can change. */
	open: Case;
};

/** Signs everyone in and follows the links of the first pages. */
export async function discover(server: Server): Promise<Places> {
	const { origin } = server;
	const visitors = {
		coordinator: await Visitor.signedIn(origin, 'coordinator@demo.example'),
		administrator: await Visitor.signedIn(origin, 'admin@demo.example'),
		rater: await Visitor.signedIn(origin, RATER),
		nobody: new Visitor(origin)
	};
	const study = await link(visitors.coordinator, '/studies', /"\/studies\/(?!new")([a-z0-9-]+)"/);
	const inStudy = `/studies/${study}`;
	const one = new RegExp(`(?:${inStudy}/)?cases/([A-Za-z]+\\d[\\w-]*)"`);
	const open = await openCase(visitors.rater);
	const reset = await server.primum('users', 'reset', RATER, '--json');
	const values = {
		study,
		case: await link(visitors.coordinator, `${inStudy}/cases`, one),
		/** Every case has a first action. */
		number: '1',
		/** Of the leaderboard. */
		slug: study,
		release: '1',
		member: await link(visitors.coordinator, `${inStudy}/people`, /"people\/(\d+)"/),
		assignment: String(open.assignment),
		token: /\/join\/([\w-]+)/.exec(reset.stdout)?.[1] ?? ''
	};
	return { visitors, values, open };
}

async function link(visitor: Visitor, path: string, pattern: RegExp): Promise<string> {
	const { body } = await visitor.get(path);
	const found = pattern.exec(body.toString())?.[1];
	if (found === undefined) throw new Error(`${path} has no link such as ${String(pattern)}.`);
	return found;
}

/** Ends the connections. */
export async function leave({ visitors }: Places): Promise<void> {
	await Promise.all(Object.values(visitors).map((visitor) => visitor.close()));
}
