/**
 * How often a program may ask. Each token has its own allowance, so that a program gone wild slows down nobody else.
 * Wrong tokens are counted by the address they come from; a right one is let in from there all the same, for behind the
 * address of a hospital there are many. Kept in the memory of the process, as in limits.ts.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { REQUESTS_A_MINUTE } from '#lib/domain/api-token.ts';
import { Refusal } from '#lib/domain/refusal.ts';

/** Seconds of the window in which the requests of a token are counted. */
export const WINDOW_S = 60;

/** Wrong tokens from one address in ten minutes. */
const WRONG_ALLOWANCE = 30;
const WRONG_WINDOW_S = 600;

const tokens = new RateLimiterMemory({ points: REQUESTS_A_MINUTE, duration: WINDOW_S });
const wrong = new RateLimiterMemory({ points: WRONG_ALLOWANCE, duration: WRONG_WINDOW_S });

/** What is left to a token: requests, and seconds until the allowance is whole again. */
export type Left = { requests: number; seconds: number; isOver: boolean };

/** Counts one request of a token. */
export async function countRequest(tokenHash: string): Promise<Left> {
	const { remainingPoints, msBeforeNext, isOver } = await consume(tokens, tokenHash);
	return { requests: remainingPoints, seconds: Math.ceil(msBeforeNext / 1000), isOver };
}

/**
 * Counts a token that is none.
 *
 * @throws Refusal ('slow-down') with the seconds to wait
 */
export async function countWrong(address: string): Promise<void> {
	const { isOver, msBeforeNext } = await consume(wrong, address);
	if (isOver) throw tooOften(Math.ceil(msBeforeNext / 1000));
}

export function tooOften(seconds: number): Refusal {
	return new Refusal('slow-down', `Too many requests. Wait ${seconds} seconds, then go on.`, {
		code: 'slow-down',
		values: { seconds },
		retryAfter: seconds
	});
}

async function consume(limiter: RateLimiterMemory, key: string) {
	try {
		const { remainingPoints, msBeforeNext } = await limiter.consume(key);
		return { remainingPoints, msBeforeNext, isOver: false };
	} catch (thrown) {
		if (!(thrown instanceof RateLimiterRes)) throw thrown;
		return { remainingPoints: 0, msBeforeNext: thrown.msBeforeNext, isOver: true };
	}
}
