/** What would become of each line of a list of people, before anything happens. */
import { SPECIALTY_NAMES, specialtyName } from '#lib/domain/case.ts';
import { whyNotMend } from '#lib/domain/mending.ts';
import { emailSchema, nameSchema } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { readSpecialty, type Reading } from '#lib/domain/specialty.ts';
import type { Role } from '#lib/domain/study.ts';
import { readPeople, type PersonLine } from '#lib/formats/people.ts';
import type { Actor } from '../../app.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as caseHeads from '../../store/case-heads.ts';
import * as members from '../../store/members.ts';
import { byText } from '../../store/order.ts';
import type { Study } from '../../store/studies.ts';
import * as users from '../../store/users.ts';

/**
 * `invited`; `folded`: invited, and a spelling was read as another; `asks`: invited, and a word looks like a slip
 * of the pen; `warns`: invited, and suits no case; `here`: a member already; `out`: left out, with the reason.
 */
export type LineOutcome = 'invited' | 'folded' | 'asks' | 'warns' | 'here' | 'out';

export type CheckedLine = {
	line: number;
	text: string;
	name: string;
	email: string;
	role: Role;
	/** Names of specialties. */
	specialties: string[];
	outcome: LineOutcome;
	/** What will happen, or why it will not. */
	says: string;
	/** The word that looks like a slip, and what to put in its place. */
	mend: { from: string; to: string } | null;
};

/** The same with what a change needs to do it. */
export type JudgedLine = CheckedLine & {
	codes: string[];
	/** The account of the address, and the member it is; null where there is none. */
	account: users.User | null;
	memberId: number | null;
	/** Codes that a member gains. */
	gains: string[];
};

/** A list that is longer is no list of a study's people. */
const MOST_LINES = 5_000;
const MOST_SIGNS = 64;

export type Pasted = { lines: string; role: Role };

/**
 * The specialties that the cases of a study have and those of its generalists, by code.
 *
 * @returns none where there is no case yet
 */
export function* specialtiesOf(tx: Queries, study: Study): Steps<string[]> {
	const ofCases = yield* caseHeads.specialties(tx, { studyId: study.id });
	if (ofCases.length === 0) return [];
	const codes = new Set([...ofCases.map(({ code }) => code), ...study.generalists]);
	return [...codes].sort(byText((code) => specialtyName(code)));
}

/**
 * Reads and judges a list.
 *
 * @param pasted the lines, and the role of those whose line names none
 * @throws Refusal ('limit') for too many lines
 */
export function* judge(
	tx: Queries,
	actor: Actor,
	study: Study,
	pasted: Pasted
): Steps<JudgedLine[]> {
	const read = readPeople(pasted.lines);
	if (read.length > MOST_LINES) {
		throw new Refusal(
			'limit',
			`These are ${read.length.toLocaleString('en')} people: add at most ${MOST_LINES.toLocaleString('en')} at once.`
		);
	}
	const codes = yield* specialtiesOf(tx, study);
	const judged: JudgedLine[] = [];
	const lineOf = new Map<string, number>();
	for (const person of read) {
		const email = users.normalise(person.email);
		const before = lineOf.get(email);
		if (before === undefined) lineOf.set(email, person.line);
		const draft = draftOf(person, pasted.role);
		const fault = person.fault ?? faultOf(person, before);
		if (fault !== null) judged.push({ ...draft, outcome: 'out', says: fault });
		else judged.push(yield* judgeOne(tx, { actor, study, codes }, person, draft));
	}
	return judged;
}

function draftOf({ line, text, name, email, role, specialties }: PersonLine, otherwise: Role) {
	return {
		...{ line, text, name, email, role: role ?? otherwise, specialties },
		...{ mend: null, codes: [], account: null, memberId: null, gains: [] }
	};
}

type Draft = ReturnType<typeof draftOf>;

/** What is wrong with a line by itself. */
function faultOf({ email, specialties }: PersonLine, before: number | undefined): string | null {
	if (!emailSchema.safeParse(email).success) return 'not an address';
	if (before !== undefined) return `the same address as in line ${before}`;
	const long = specialties.find((word) => word.length > MOST_SIGNS);
	return long === undefined ? null : `a specialty has more than ${MOST_SIGNS} letters`;
}

type Around = { actor: Actor; study: Study; codes: readonly string[] };

function* judgeOne(
	tx: Queries,
	{ actor, study, codes }: Around,
	person: PersonLine,
	draft: Draft
): Steps<JudgedLine> {
	const known = codes.length === 0 ? [...SPECIALTY_NAMES.keys()] : codes;
	const readings = person.specialties.map((word) => readSpecialty(word, known));
	const wanted = [...new Set(readings.map(({ code }) => code))];
	const read = { ...draft, codes: wanted, specialties: wanted.map(specialtyName) };
	const account = (yield* users.byEmail(tx, { email: users.normalise(person.email) })) ?? null;
	if (account === null) {
		const { success } = nameSchema.safeParse(person.name);
		if (!success) {
			const says = person.name === '' ? 'no name in this line' : 'the name is too long';
			return { ...read, outcome: 'out', says };
		}
		return { ...read, ...saysOf(readings, draft.role, codes) };
	}
	const member = yield* members.find(tx, { studyId: study.id, userId: account.id });
	const elsewhere = yield* members.isElsewhere(tx, account.id, actor.id);
	// Of somebody of other studies an address tells no more than that there is an account.
	const isHidden = member === undefined && elsewhere && !actor.isAdmin;
	const named = { ...read, account, name: isHidden ? person.name : account.name };
	if (account.disabledAt !== null) {
		return { ...named, outcome: 'out', says: 'the account is disabled: ask an administrator' };
	}
	const theirs = (yield* users.specialties(tx, [account.id])).get(account.id) ?? [];
	const gains = wanted.filter((code) => !theirs.includes(code));
	const atHand = { ...account, joined: account.passwordHash !== null, elsewhere };
	const locked = whyNotMend('specialties', atHand, actor.isAdmin) !== null;
	const codesNow = locked ? theirs : [...theirs, ...gains];
	const shown = {
		...named,
		codes: codesNow,
		specialties: (isHidden ? wanted : codesNow).map(specialtyName)
	};
	if (member === undefined) {
		const { outcome, says, mend } = saysOf(locked ? [] : readings, draft.role, codes);
		const has = atHand.joined ? 'has an account; will be added' : 'will be invited';
		const also = outcome === 'invited' ? '' : `; ${says}`;
		return { ...shown, gains: locked ? [] : gains, outcome, says: `${has}${also}`, mend };
	}
	const { id: memberId, role, leftAt } = member;
	const here = { ...shown, memberId, role, outcome: 'here' as const };
	if (leftAt !== null) return { ...here, says: 'left the study: take the person back in the list' };
	if (gains.length === 0) return { ...here, says: 'already here' };
	const more = gains.map(specialtyName).join(', ');
	if (locked) {
		return { ...here, says: `already here; ${more} is for the person or an administrator to add` };
	}
	// A word that looks like a slip is no specialty to gain.
	const slip = readings.find(({ kind }) => kind === 'near');
	if (slip !== undefined) return { ...shown, memberId, role, ...asking(slip) };
	return { ...here, gains, says: `already here; adds ${more}` };
}

type Says = Pick<JudgedLine, 'outcome' | 'says' | 'mend'>;

function saysOf(readings: readonly Reading[], role: Role, codes: readonly string[]): Says {
	const slip = readings.find(({ kind }) => kind === 'near');
	if (slip !== undefined) return asking(slip);
	const foreign = readings
		.filter(({ kind }) => kind === 'other')
		.map(({ code }) => specialtyName(code));
	// Without a case there is nothing to suit, and whoever does not rate need not.
	if (foreign.length > 0 && codes.length > 0 && role === 'rater') {
		const none = foreign.length === readings.length;
		const says = none
			? 'suits no case here; no plan gives this person one'
			: `no case here has ${foreign.join(', ')}`;
		return { outcome: 'warns', says, mend: null };
	}
	const said = readings.flatMap((reading) =>
		reading.kind === 'known' && reading.said !== null && reading.said !== reading.code
			? [`“${reading.said}” as ${specialtyName(reading.code)}`]
			: []
	);
	if (said.length > 0) return { outcome: 'folded', says: `read ${said.join(', ')}`, mend: null };
	return { outcome: 'invited', says: 'will be invited', mend: null };
}

function asking(slip: Reading): Says {
	const to = slip.kind === 'near' ? specialtyName(slip.nearest) : slip.code;
	const says = `No case has this. ${to}?`;
	return { outcome: 'asks', says, mend: { from: slip.code, to } };
}
