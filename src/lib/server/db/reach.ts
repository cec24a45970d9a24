/** Can the database be reached at all? Asked once at a start, so that what is wrong is said in words. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Database } from './connect.ts';

/** By PostgreSQL's and the network's codes. */
const WHY: Record<string, string> = {
	'28P01': 'it refuses the user or the password',
	'28000': 'it refuses the user or the password',
	'3D000': 'it has no database of that name',
	'53300': 'it takes no more connections just now',
	'57P03': 'it is still starting',
	ENOTFOUND: 'its host name is not known',
	EAI_AGAIN: 'its host name is not known',
	ECONNREFUSED: 'nothing answers there'
};

/**
 * Connects once. SQLite has nothing to reach: its file is open.
 *
 * @throws Refusal ('busy') in one sentence, without the password, where PostgreSQL lets nobody in
 */
export async function reach({ shell }: Database): Promise<void> {
	if (shell.dialect === 'sqlite') return;
	try {
		(await shell.pool.connect()).release();
	} catch (error) {
		const { code, message } = innermost(error);
		const { hostname, port } = new URL(shell.pool.options.connectionString!);
		const place = `${hostname || 'localhost'}:${port || '5432'}`;
		throw new Refusal(
			'busy',
			`The database server at ${place} cannot be used: ${WHY[code ?? ''] ?? message}. ` +
				'Check DATABASE_URL.'
		);
	}
}

/** Node tries every address of a host and wraps what came of each. */
function innermost(error: unknown): { code?: string; message: string } {
	return error instanceof AggregateError ? innermost(error.errors[0]) : (error as Error);
}
