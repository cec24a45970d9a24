/** Whether the words of a study have changed since the rater has read them, and the note that they were read now. */
import { post } from './transport.ts';

type Given = {
	account: number;
	assignment: number;
	/** The version on this screen, and the one that was read last; null for none. */
	version: number;
	read: number | null;
	/** Sends the note; true where the server has it. */
	send?: typeof sendRead;
};

export class WordsRead {
	readonly #given: Given;
	#read = $state<number | null>(null);
	#opened = false;
	#sending = false;

	constructor(given: Given) {
		this.#given = given;
		this.#read = given.read;
	}

	/** True for somebody who has read an older version. */
	get changed(): boolean {
		return this.#read !== null && this.#read < this.#given.version;
	}

	/** The rater has them open. */
	open(): void {
		this.#opened = true;
		this.retry();
	}

	/** Says again that they were read, where the server does not know. Without it they are shown as changed again. */
	retry(): void {
		if (this.#opened && !this.#sending) void this.#send();
	}

	async #send(): Promise<void> {
		const { account, assignment, version, send = sendRead } = this.#given;
		if (this.#read !== null && this.#read >= version) return;
		this.#sending = true;
		if (await send(account, assignment, version)) this.#read = version;
		this.#sending = false;
	}
}

/** @returns false where there was no answer, or another than yes */
async function sendRead(account: number, assignment: number, version: number): Promise<boolean> {
	try {
		const path = `/api/v1/assignments/${assignment}/words-read`;
		return (await post(path, account, { version })).ok;
	} catch {
		return false;
	}
}
