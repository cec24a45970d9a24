/** What follows from a role in a study: who rules, and which role somebody may be given. */
import type { Role } from './study.ts';

/** What of a membership says what somebody does in a study. */
export type Duty = { role: Role; adjudicates: boolean };

/** True for whoever rules on what stays open: an adjudicator, or a coordinator who does both. */
export function isAdjudicator({ role, adjudicates }: Duty): boolean {
	return role === 'adjudicator' || (role === 'coordinator' && adjudicates);
}

/**
 * True where somebody may rule on an action: nobody is rater and adjudicator of the same one.
 *
 * @param hasRated whether this person has rated the action, in whatever round, counted or not
 */
export function mayRuleOn(duty: Duty, hasRated: boolean): boolean {
	return isAdjudicator(duty) && !hasRated;
}

/** What of a change of somebody's role says whether it may be made. */
export type RoleChange = {
	name: string;
	from: Role;
	to: Role;
	/** Actions that the person has rated in this study, qualification cases among them. */
	rated: number;
	/** True where people change their own role. */
	isOwn: boolean;
};

/**
 * Why somebody may not be given another role.
 *
 * Whoever has rated in a study stays a rater of it: a coordinator reads the others' ratings by name, and an
 * adjudicator would rule on actions of their own. Nobody changes their own role, so that a study is never left
 * without anybody who runs it.
 *
 * @returns a sentence, or null where nothing stands against it
 */
export function whyNotRole({ name, from, to, rated, isOwn }: RoleChange): string | null {
	if (from === to) return null;
	if (isOwn) return 'Somebody else who runs the study has to change your role.';
	if (rated === 0) return null;
	const actions = `${rated.toLocaleString('en')} ${rated === 1 ? 'action' : 'actions'}`;
	return (
		`${name} has rated ${actions} in this study and stays a rater of it: nobody may see the others' ratings ` +
		'by name, or rule on actions, after rating. The person can leave, and run another study.'
	);
}

/** What somebody with a role does, as a line of a list says it. */
export function roleWords(duty: Duty): string {
	if (duty.role === 'coordinator') {
		return duty.adjudicates
			? 'runs the study and rules on what stays unresolved; does not rate in it'
			: 'runs the study; does not rate in it';
	}
	if (duty.role === 'adjudicator') return 'rules on what stays unresolved; does not rate';
	if (duty.role === 'observer') return 'sees figures and releases, raters by pseudonym only';
	if (duty.role === 'submitter')
		return 'sends answers to be scored; sees nothing of the study itself';
	return 'rates cases, and sees nothing of the others';
}
