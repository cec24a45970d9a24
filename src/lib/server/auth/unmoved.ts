/** Two who change the same thing at the same moment: one wins, and the other is told what was changed. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Queries } from '../db/connect.ts';
import type { Steps } from '../db/steps.ts';
import * as trail from '../store/trail.ts';

/** What a change is based on. */
export type Seen = {
	studyId: number;
	/** As the trail names it: `round:2`. */
	subject: string;
	/** As a sentence begins with it: "Round 2". */
	name: string;
	/** Its version as whoever asks saw it; undefined for one who saw none, such as a command line. */
	seen: number | undefined;
	/** Its version now. */
	version: number;
};

/** Lines about a case that change nothing in it: where an action of it was sent, and how it was ruled on. */
const OF_NO_VERSION = /^action\.(ruled|referred|called-back)$/;

/**
 * Refuses a change that is based on what is no longer so.
 *
 * @throws Refusal ('conflict'), which says who changed it last and when; nothing else can be wrong with it
 */
export function* assertUnmoved(
	tx: Queries,
	{ studyId, subject, name, seen, version }: Seen
): Steps<void> {
	if (seen === undefined || seen === version) return;
	const lines = yield* trail.ofSubject(tx, { studyId, subject });
	const last = lines.findLast(({ what }) => !OF_NO_VERSION.test(what));
	const who = last?.who ?? 'the command line';
	const when = last === undefined ? '' : ` on ${momentInWords(last.at)} UTC`;
	throw new Refusal(
		'conflict',
		`${name} was changed by ${who}${when}, while you had it open. Nothing of yours was saved. ` +
			'Look at it as it is now, and decide again.'
	);
}

/** The fields of a form, what it showed of each, what is stored now, and what whoever asks wants. */
export type Fields<Name extends string> = {
	/** What a sentence calls each of them. */
	names: Readonly<Record<Name, string>>;
	shown: Readonly<Partial<Record<Name, unknown>>>;
	present: Readonly<Partial<Record<Name, unknown>>>;
	wanted: Readonly<Partial<Record<Name, unknown>>>;
};

/**
 * Refuses a change of fields that were changed by somebody else since the form showed them. Fields that whoever
 * asks did not see, and those that both want the same, are in nobody's way; so are all others of the same
 * thing.
 *
 * @param place whose trail knows who changed it: each line holds the fields that it changed
 * @throws Refusal ('conflict'), which says for each field who changed it, when, from what to what
 */
export function* assertFieldsUnmoved<Name extends string>(
	tx: Queries,
	place: Pick<Seen, 'studyId' | 'subject'>,
	{ names, shown, present, wanted }: Fields<Name>
): Steps<void> {
	const moved = (Object.keys(wanted) as Name[]).filter(
		(name) =>
			shown[name] !== undefined &&
			!same(shown[name], present[name]) &&
			!same(wanted[name], present[name])
	);
	if (moved.length === 0) return;
	const lines = yield* trail.ofSubject(tx, place);
	const sentences = moved.map((name) => {
		const last = lines.findLast((line) => name in (line.new ?? {}));
		const who = last?.who ?? 'the command line';
		const when = last === undefined ? '' : ` on ${momentInWords(last.at)} UTC`;
		const [before, after] = [shown[name], present[name]].map(inWords);
		return `${names[name]} was changed by ${who}${when}, from ${before} to ${after}.`;
	});
	throw new Refusal(
		'conflict',
		`${sentences.join(' ')} Nothing of yours was saved, and what you typed is still here. ` +
			'Save again to put it in the place of that.'
	);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The longest value that is quoted whole. */
const QUOTED = 80;

function inWords(value: unknown): string {
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
	if (value === null || value === '') return 'nothing';
	const text = String(value).replaceAll(/\s+/g, ' ');
	return typeof value === 'number'
		? text
		: `“${text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text}”`;
}

/** A moment in UTC as these sentences say it: `28 November at 14:02`. */
export const momentInWords = (at: number): string => MOMENT.format(at);

const MOMENT = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'long',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC'
});
