/** Comments on whole cases that the server has not acknowledged, kept in the browser's local storage. */

export type Draft = {
	/** The server's text it was made from. */
	before: string;
	text: string;
	/** Sent without an answer, so the server may have it; null where nothing was. */
	tried: string | null;
};

type Place = { account: number; assignment: number };
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = (account: number) => `primum-case-comment:${account}:`;
const keyOf = ({ account, assignment }: Place) => `${prefix(account)}${assignment}`;

/** The browser's local storage, or null where it offers none. */
export function browserStorage(): Storage | null {
	try {
		return localStorage;
	} catch {
		return null;
	}
}

/** The draft kept for a case of an account, or null. */
export function find(storage: DraftStorage | null, place: Place): Draft | null {
	try {
		const draft = JSON.parse(storage?.getItem(keyOf(place)) ?? 'null') as Partial<Draft> | null;
		if (typeof draft?.before !== 'string' || typeof draft.text !== 'string') return null;
		const tried = typeof draft.tried === 'string' ? draft.tried : null;
		return { before: draft.before, text: draft.text, tried };
	} catch {
		return null;
	}
}

/** @returns false where the browser does not keep it */
export function keep(storage: DraftStorage | null, place: Place, draft: Draft): boolean {
	try {
		storage?.setItem(keyOf(place), JSON.stringify(draft));
		return storage !== null;
	} catch {
		return false;
	}
}

export function remove(storage: DraftStorage | null, place: Place): void {
	try {
		storage?.removeItem(keyOf(place));
	} catch {
		// A browser that keeps nothing has nothing to remove.
	}
}

/** The assignments of an account for which a draft is kept. */
export function assignments(storage: DraftStorage | null, account: number): number[] {
	try {
		return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage!.key(index) ?? '')
			.filter((key) => key.startsWith(prefix(account)))
			.map((key) => Number(key.slice(prefix(account).length)));
	} catch {
		return [];
	}
}

/** Removes every draft of an account: it signs out, and the next person here must not find its words. */
export function removeAll(storage: DraftStorage | null, account: number): void {
	for (const assignment of assignments(storage, account)) remove(storage, { account, assignment });
}
