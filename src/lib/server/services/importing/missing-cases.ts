/** Cases that are in the study and not in the file that is imported. */
import type { ImportPlan, NamedCase } from '#lib/domain/import.ts';
import { MAX_REASON } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { movedOn } from './incoming.ts';

/** What becomes of them. */
export type Missing = {
	/** Why they are withdrawn. */
	reason: string;
	/** How many of them there were when that was decided: with another number nothing is done. */
	expected?: number;
};

/**
 * The same with its reason trimmed.
 *
 * @throws Refusal ('invalid') without a reason, or with one that is too long
 */
export function checkedMissing(missing: Missing | null): Missing | null {
	if (missing === null) return null;
	const reason = missing.reason.trim();
	if (reason === '') {
		throw new Refusal('invalid', 'Say why the cases that are not in the file are withdrawn.');
	}
	if (reason.length > MAX_REASON) {
		const most = MAX_REASON.toLocaleString('en');
		throw new Refusal('invalid', `Say in at most ${most} characters why the cases are withdrawn.`);
	}
	return { ...missing, reason };
}

/** The missing cases that can be withdrawn: all but those by which raters qualify. */
export const withdrawable = ({ missing }: ImportPlan) => missing.filter(({ gold }) => !gold);

/**
 * The cases that go.
 *
 * @throws Refusal ('conflict') where there are more or fewer of them than when that was decided
 */
export function goingOf(made: ImportPlan, { expected }: Missing): NamedCase[] {
	const going = withdrawable(made);
	if (expected !== undefined && expected !== going.length) throw movedOn();
	return going;
}
