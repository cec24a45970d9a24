/** How often sign-in may be tried: a growing wait, never a lasting lock-out. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '#lib/domain/refusal.ts';

const perAccount = new RateLimiterMemory({ points: 6, duration: 60, blockDuration: 30 });
const perAddress = new RateLimiterMemory({ points: 40, duration: 60, blockDuration: 30 });

/**
 * Counts one try to sign in, before any password is hashed.
 *
 * @param account the e-mail address as typed, normalised
 * @param address the network address the request came from
 * @throws Refusal ('slow-down') with the seconds to wait
 */
export async function countTry(account: string, address: string): Promise<void> {
	try {
		await perAddress.consume(address);
		await perAccount.consume(account);
	} catch (reached) {
		if (!(reached instanceof RateLimiterRes)) throw reached;
		const seconds = Math.ceil(reached.msBeforeNext / 1000);
		throw new Refusal('slow-down', `Too many tries. Wait ${seconds} seconds, then try again.`, {
			detail: { retryAfter: seconds },
			code: 'slow-down',
			values: { seconds }
		});
	}
}

/** Forgets the tries of an account whose owner has signed in. */
export async function forgive(account: string): Promise<void> {
	await perAccount.delete(account);
}
