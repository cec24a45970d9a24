/** The one place that reads both drivers' errors. */
import { Refusal } from '#lib/domain/refusal.ts';

export type Violation = 'unique' | 'foreign-key' | 'check' | 'append-only';

/** The drivers' errors, innermost last: Drizzle wraps what the driver threw. */
function* chain(error: unknown): Generator<{ code?: unknown; message?: unknown }> {
	for (let at = error; at instanceof Error; at = at.cause) yield at;
}

/**
 * Which constraint an error of either database reports.
 *
 * @returns the kind of constraint, or null where the error is something else
 */
export function violation(error: unknown): Violation | null {
	for (const { code, message } of chain(error)) {
		if (typeof code !== 'string') continue;
		if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
			return 'unique';
		if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY' || code === '23503') return 'foreign-key';
		if (code === 'SQLITE_CONSTRAINT_CHECK' || code === '23514') return 'check';
		if (code === 'SQLITE_CONSTRAINT_TRIGGER') return 'append-only';
		if (code === '23505') return 'unique';
		if (code === 'P0001' && /never/.test(String(message))) return 'append-only';
	}
	return null;
}

/** What node-postgres says, without a code, of a connection that broke or that it could not get in time. */
const CONNECTION_LOST =
	/^(Connection terminated|timeout (exceeded|expired)|Client (has encountered a connection error|was closed))/;

/** True where another process holds the write lock, the disk is full or the server is away: try again later. */
export function isUnavailable(error: unknown): boolean {
	for (const { code, message } of chain(error)) {
		if (code === undefined && CONNECTION_LOST.test(String(message))) return true;
		if (typeof code !== 'string') continue;
		if (/^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/.test(code)) return true;
		// 08: connection; 53: resources; 57P: operator intervention.
		if (/^(08|53|57P)/.test(code) || /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/.test(code)) {
			return true;
		}
	}
	return false;
}

/** True where PostgreSQL asks to run the transaction again (serialisation failure, deadlock). */
export function mustRetry(error: unknown): boolean {
	for (const { code } of chain(error)) if (code === '40001' || code === '40P01') return true;
	return false;
}

/** What a caller is told of an error: where the database cannot be used now, to come back in a moment. */
export function unavailable(error: unknown): unknown {
	if (error instanceof Refusal || !isUnavailable(error)) return error;
	return new Refusal(
		'busy',
		'The database cannot write just now. Nothing was changed; try again in a moment.',
		{ code: 'busy' }
	);
}
