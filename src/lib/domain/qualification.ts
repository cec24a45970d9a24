/**
 * Qualification: before the cases of a study open, a rater rates its gold cases, whose reference scores
 * are the key. Only the answers of all gold cases together are graded (docs/decisions/0008).
 */

/** Per cent of the answers that must agree, when a study does not say. */
export const DEFAULT_PASS_MARK = 80;

/** How often a rater may try, when a study does not say. */
export const DEFAULT_TRIES = 2;

/** An answer beside its key. Without a score it is a "cannot rate"; without a reference it is no part of the key. */
export type Answer = { reference: number | null; score: number | null };

/** How many answers agree with the key, of how many. */
export type Grade = { agreed: number; of: number };

/** One line of a rater's record. With a reason it is not a try: a coordinator accepted the rater without one. */
export type Attempt = Grade & {
	/** In per cent, as it was then. */
	passMark: number;
	passed: boolean;
	/** Milliseconds since 1970. */
	at: number;
	reason: string | null;
};

/** What a study asks for. */
export type Requirement = {
	/** In per cent; null where no qualification is required. */
	passMark: number | null;
	tries: number;
};

/** Where a rater stands, as the rater may know it: why a coordinator accepted one is not part of it. */
export type Standing =
	| { kind: 'not-required' }
	| { kind: 'to-take'; triesLeft: number }
	| ({ kind: 'not-passed'; triesUsed: number; triesLeft: number } & Grade)
	| ({ kind: 'passed'; at: number } & Grade)
	| { kind: 'accepted'; at: number };

/**
 * Holds answers against the key. An answer agrees where it lies within the band of the reference score; a
 * "cannot rate" does not agree.
 *
 * @param band points, as the study's panel may be apart and still agree
 */
export function grade(answers: readonly Answer[], band: number): Grade {
	const keyed = answers.filter(({ reference }) => reference !== null);
	const agreed = keyed.filter(
		({ reference, score }) => score !== null && Math.abs(score - reference!) <= band
	);
	return { agreed: agreed.length, of: keyed.length };
}

/**
 * True where enough answers agree; in whole numbers, so that 4 of 5 are exactly 80%.
 *
 * @param passMark per cent, 1 to 100
 */
export function passes({ agreed, of }: Grade, passMark: number): boolean {
	return of > 0 && 100 * agreed >= passMark * of;
}

/** Whole per cent of the answers that agree, rounded down: never more than was achieved. */
export function percentOf({ agreed, of }: Grade): number {
	return of === 0 ? 0 : Math.floor((100 * agreed) / of);
}

/** True once a try was passed, or a coordinator has accepted the rater. It stays so. */
export function hasQualified(attempts: readonly Attempt[]): boolean {
	return attempts.some(({ passed, reason }) => passed || reason !== null);
}

/** Tries that remain; none where the study has since allowed fewer than were used. */
export function triesLeft(tries: number, attempts: readonly Attempt[]): number {
	return Math.max(0, tries - triesOf(attempts).length);
}

const triesOf = (attempts: readonly Attempt[]) => attempts.filter(({ reason }) => reason === null);

/**
 * True where the answers to submitted gold cases are final: the rater has qualified, and may have seen the
 * key, or no try is left. Before that, what was submitted is not graded yet and may be taken back.
 */
export function resultStands(
	{ passMark, tries }: Requirement,
	attempts: readonly Attempt[]
): boolean {
	return hasQualified(attempts) || (passMark !== null && triesLeft(tries, attempts) === 0);
}

/**
 * Where a rater stands.
 *
 * @param attempts the rater's record, in the order of time
 */
export function standingOf(
	{ passMark, tries }: Requirement,
	attempts: readonly Attempt[]
): Standing {
	if (passMark === null) return { kind: 'not-required' };
	const passed = attempts.find((attempt) => attempt.passed);
	if (passed !== undefined) {
		const { at, agreed, of } = passed;
		return { kind: 'passed', at, agreed, of };
	}
	const accepted = attempts.find(({ reason }) => reason !== null);
	if (accepted !== undefined) return { kind: 'accepted', at: accepted.at };
	const left = triesLeft(tries, attempts);
	const last = triesOf(attempts).at(-1);
	if (last === undefined) return { kind: 'to-take', triesLeft: left };
	const { agreed, of } = last;
	const triesUsed = triesOf(attempts).length;
	return { kind: 'not-passed', triesUsed, triesLeft: left, agreed, of };
}

/** True while the ordinary cases of the study are closed to a rater of this standing. */
export function isClosed({ kind }: Standing): boolean {
	return kind === 'to-take' || kind === 'not-passed';
}
