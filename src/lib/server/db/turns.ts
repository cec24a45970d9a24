/**
 * Whose turn it is to write a file of SQLite. Two connections of one process that both want to write would
 * wait for each other inside SQLite, and with them everything else on their threads; so each takes its turn
 * before it begins. Processes that know nothing of each other still meet in SQLite (BUSY_TIMEOUT_MS).
 */
export type Turns = {
	/** Takes the turn where nobody has it. @returns false where somebody does */
	tryTake(): boolean;
	/** Waits for the turn. */
	take(): Promise<void>;
	/** Gives the turn to whoever waits longest. */
	give(): void;
};

/** Turns among the connections that share this value. */
export function turns(): Turns {
	let taken = false;
	const waiting: (() => void)[] = [];
	const tryTake = () => {
		if (taken) return false;
		taken = true;
		return true;
	};
	return {
		tryTake,
		take: () => (tryTake() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
		give: () => {
			const next = waiting.shift();
			if (next === undefined) taken = false;
			else next();
		}
	};
}
