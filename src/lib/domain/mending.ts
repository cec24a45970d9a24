/**
 * What a coordinator may change of somebody's account. An account is one person's in every study: nobody who runs
 * one study may come by an account of another through it.
 */

/** What of an account says who may change it. */
export type AccountAtHand = {
	name: string;
	isAdmin: boolean;
	/** True once the person has chosen a password. */
	joined: boolean;
	/** True where the person is also in a study that whoever asks does not run. */
	elsewhere: boolean;
	/** When the account was shut; null for one that is open. */
	disabledAt: number | null;
	/** Null for a rater whose ratings were imported and who never signs in. */
	email: string | null;
};

export const MENDABLE = ['name', 'specialties', 'address', 'link'] as const;
export type Mendable = (typeof MENDABLE)[number];

/**
 * Why something of an account may not be changed by whoever runs a study.
 *
 * @param byAdmin true where an administrator asks, who may change any account
 * @returns a sentence, or null where nothing stands against it
 */
export function whyNotMend(
	what: Mendable,
	account: AccountAtHand,
	byAdmin: boolean
): string | null {
	const { name, email, joined, disabledAt } = account;
	if (what === 'link' && email === null) return `${name} has no address, and so no sign-in.`;
	if (what === 'link' && disabledAt !== null) {
		return `The account of ${name} is disabled. An administrator can open it again.`;
	}
	if (what === 'link' && joined) {
		return `${name} has a password. A new one is asked for on the sign-in page, and goes to ${name} only.`;
	}
	if (byAdmin) return null;
	if (account.isAdmin) return `${name} is an administrator of this Primum, and changes this alone.`;
	if (account.elsewhere) {
		return `${name} is also in a study that you do not run. Ask an administrator to change this.`;
	}
	if (what === 'address' && joined) {
		return `${name} has joined by this address. Ask an administrator to change it.`;
	}
	return null;
}
