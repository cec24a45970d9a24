/** What the main thread and the threads of the crew say to each other. */
import { Refusal, type Problem, type RefusalCode, type RefusalKind } from '#lib/domain/refusal.ts';
import type { Progress } from './task.ts';

export type ToThread =
	| { kind: 'ask'; id: number; name: string; given: unknown }
	/** Nobody wants this any more. */
	| { kind: 'stop'; id: number }
	/** The thread may write now. */
	| { kind: 'turn' }
	/** The thread is to end what is under way, and itself. */
	| { kind: 'leave' };

export type FromThread =
	| { kind: 'answer'; id: number; answer: unknown }
	| { kind: 'failure'; id: number; failure: Failure }
	| { kind: 'progress'; id: number; progress: Progress }
	/** The thread wants to write, or has written: see db/turns.ts. */
	| { kind: 'take' }
	| { kind: 'give' }
	| { kind: 'log'; level: 'info' | 'warn' | 'error'; fields: object; message: string };

/** An error on its way between threads: a refusal stays one, anything else keeps its message and stack. */
export type Failure =
	| {
			refusal: {
				kind: RefusalKind;
				message: string;
				problems: Problem[];
				detail: unknown;
				code?: RefusalCode;
				values?: Refusal['values'];
				retryAfter?: number;
			};
	  }
	| { error: unknown };

export function packed(error: unknown): Failure {
	if (!(error instanceof Refusal)) return { error };
	const { kind, message, problems, detail, code, values, retryAfter } = error;
	return { refusal: { kind, message, problems: [...problems], detail, code, values, retryAfter } };
}

export function unpacked(failure: Failure): unknown {
	if ('error' in failure) return failure.error;
	const { kind, message, ...rest } = failure.refusal;
	return new Refusal(kind, message, rest);
}
