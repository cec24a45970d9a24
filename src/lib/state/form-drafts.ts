/**
 * What was typed into a form and not saved, kept in the browser's local storage: by account, so that nobody else
 * who uses this browser finds it, by study, and by form.
 */
import type { DraftStorage } from './comment-drafts.ts';

/** Told to the window when an account signs out: what it typed is gone, and is not kept again. */
export const SIGNING_OUT = 'primum:signing-out';

/** The values of a form's fields by their names; boxes that are not ticked have none. */
export type FormValues = Readonly<Record<string, readonly string[]>>;

export type FormDraft = {
	/** When it was typed, in milliseconds since 1970. */
	at: number;
	/** Of the changed fields what was stored when they were changed. */
	base: FormValues;
	/** Of the changed fields what was typed. */
	values: FormValues;
};

/** `study` is its slug; '' for a form that is of none. */
export type FormPlace = { account: number; study: string; form: string };

/** Forms of an account that are kept; the one that was typed in longest ago makes room. */
const MOST_FORMS = 30;

/** Characters of a draft that are kept at most: all guidelines fit, and the browser's few megabytes are not filled. */
const MOST_CHARACTERS = 500_000;

const prefix = (account: number) => `primum-form:${account}:`;
const keyOf = ({ account, study, form }: FormPlace) => `${prefix(account)}${study}:${form}`;

/** What is kept for a form, or null. */
export function find(storage: DraftStorage | null, place: FormPlace): FormDraft | null {
	return read(storage, keyOf(place));
}

/** @returns false where the browser does not keep it */
export function keep(storage: DraftStorage | null, place: FormPlace, draft: FormDraft): boolean {
	const text = JSON.stringify(draft);
	if (storage === null || text.length > MOST_CHARACTERS) return false;
	try {
		makeRoom(storage, place);
		storage.setItem(keyOf(place), text);
		return true;
	} catch {
		return false;
	}
}

export function remove(storage: DraftStorage | null, place: FormPlace): void {
	try {
		storage?.removeItem(keyOf(place));
	} catch {
		// A browser that keeps nothing has nothing to remove.
	}
}

/** The forms of an account for which something is kept. */
export function list(storage: DraftStorage | null, account: number): FormPlace[] {
	return keys(storage, account).map((key) => {
		const [study = '', ...form] = key.slice(prefix(account).length).split(':');
		return { account, study, form: form.join(':') };
	});
}

/** Removes all that an account has typed: it signs out, and the next person here must not find it. */
export function removeAll(storage: DraftStorage | null, account: number): void {
	for (const place of list(storage, account)) remove(storage, place);
}

function makeRoom(storage: DraftStorage, place: FormPlace): void {
	const others = keys(storage, place.account).filter((key) => key !== keyOf(place));
	const byAge = others
		.map((key) => ({ key, at: read(storage, key)?.at ?? 0 }))
		.sort((a, b) => b.at - a.at);
	for (const { key } of byAge.slice(MOST_FORMS - 1)) storage.removeItem(key);
}

function keys(storage: DraftStorage | null, account: number): string[] {
	try {
		return Array.from(
			{ length: storage?.length ?? 0 },
			(_, index) => storage!.key(index) ?? ''
		).filter((key) => key.startsWith(prefix(account)));
	} catch {
		return [];
	}
}

function read(storage: DraftStorage | null, key: string): FormDraft | null {
	try {
		const draft = JSON.parse(storage?.getItem(key) ?? 'null') as Partial<FormDraft> | null;
		if (typeof draft?.at !== 'number' || !areValues(draft.values) || !areValues(draft.base)) {
			return null;
		}
		return { at: draft.at, base: draft.base, values: draft.values };
	} catch {
		return null;
	}
}

function areValues(given: unknown): given is FormValues {
	if (typeof given !== 'object' || given === null) return false;
	return Object.values(given).every(
		(values) => Array.isArray(values) && values.every((value) => typeof value === 'string')
	);
}
