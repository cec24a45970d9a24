/** Where waiting changes are kept until they are acknowledged: IndexedDB, or memory where there is none. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { acknowledge, inOrder, type Acknowledged, type Pending } from './pending.ts';

export type OutboxStore = {
	/** False where closing the page loses what is kept here. */
	readonly durable: boolean;
	/** The waiting changes of one case of one account, in order. */
	load(account: number, assignment: number): Promise<Pending[]>;
	/** How many changes wait, by assignment, for one account. */
	counts(account: number): Promise<Map<number, number>>;
	/** Removes and adds in one step. */
	write(change: { remove?: readonly string[]; put?: readonly Pending[] }): Promise<void>;
	/** Removes changes of one case; the next one of each action gets the version, in the same step. */
	acknowledge(acknowledged: readonly Acknowledged[]): Promise<void>;
};

interface Schema extends DBSchema {
	pending: {
		key: string;
		value: Pending;
		indexes: { case: [number, number]; account: number };
	};
}

/** Some private windows never answer when a database is opened. */
const OPEN_WITHIN_MS = 3_000;

/** A store that lasts as long as the page. */
export function memoryStore(): OutboxStore {
	const kept = new Map<string, Pending>();
	const of = (account: number) => [...kept.values()].filter((entry) => entry.account === account);
	const ofCase = (account: number, assignment: number) =>
		of(account).filter((entry) => entry.assignment === assignment);
	return {
		durable: false,
		load: async (account, assignment) => inOrder(ofCase(account, assignment)),
		counts: async (account) => countByAssignment(of(account)),
		write: async ({ remove = [], put = [] }) => {
			for (const operation of remove) kept.delete(operation);
			for (const entry of put) kept.set(entry.operation, entry);
		},
		acknowledge: async (acknowledged) => {
			const [first] = acknowledged;
			if (first === undefined) return;
			const stored = ofCase(first.entry.account, first.entry.assignment);
			for (const { entry } of acknowledged) kept.delete(entry.operation);
			const { changed } = acknowledge(stored, acknowledged);
			for (const entry of changed) kept.set(entry.operation, entry);
		}
	};
}

/** The browser's own database, or memory where it cannot be opened. */
export async function browserStore(): Promise<OutboxStore> {
	try {
		return indexedStore(await within(OPEN_WITHIN_MS, open()));
	} catch {
		return memoryStore();
	}
}

function open(): Promise<IDBPDatabase<Schema>> {
	return openDB<Schema>('primum', 1, {
		upgrade(db) {
			const store = db.createObjectStore('pending', { keyPath: 'operation' });
			store.createIndex('case', ['account', 'assignment']);
			store.createIndex('account', 'account');
		}
	});
}

function within<T>(ms: number, asked: Promise<T>): Promise<T> {
	return Promise.race([
		asked,
		new Promise<T>((_, reject) => setTimeout(() => reject(new Error('no answer in time')), ms))
	]);
}

function indexedStore(db: IDBPDatabase<Schema>): OutboxStore {
	// Strict: the change must be on disk before the page says that it is kept.
	const writing = () => db.transaction('pending', 'readwrite', { durability: 'strict' });
	return {
		durable: true,
		load: async (account, assignment) =>
			inOrder(await db.getAllFromIndex('pending', 'case', [account, assignment])),
		counts: async (account) =>
			countByAssignment(await db.getAllFromIndex('pending', 'account', account)),
		write: async ({ remove = [], put = [] }) => {
			const tx = writing();
			for (const operation of remove) void tx.store.delete(operation);
			for (const entry of put) void tx.store.put(entry);
			await tx.done;
		},
		acknowledge: async (acknowledged) => {
			const [first] = acknowledged;
			if (first === undefined) return;
			const tx = writing();
			// Read here and not from this page's list: another tab may have added changes of its own.
			const { account, assignment } = first.entry;
			const stored = await tx.store.index('case').getAll([account, assignment]);
			for (const { entry } of acknowledged) void tx.store.delete(entry.operation);
			for (const entry of acknowledge(stored, acknowledged).changed) void tx.store.put(entry);
			await tx.done;
		}
	};
}

function countByAssignment(entries: readonly Pending[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { assignment } of entries) counts.set(assignment, (counts.get(assignment) ?? 0) + 1);
	return counts;
}
