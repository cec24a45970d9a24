/** `primum doctor`: is what is stored whole? It changes nothing, not even the schema. */
import type { Command } from 'commander';
import { z } from 'zod';
import * as health from '#lib/server/db/health.ts';
import { pending } from '#lib/server/db/migrate.ts';
import * as doctor from '#lib/server/services/operations/index.ts';
import { withExisting } from '../data.ts';
import { findingsText } from '../text.ts';
import { does } from '../verb.ts';

export function register(program: Command): void {
	const command = program
		.command('doctor')
		.description('check the database: integrity, references, history, room on the disk');
	does(command, z.object({}), async (given) => {
		const findings = await withExisting(given, async (app) =>
			// The services know the newest schema only; of an older one, the database itself can tell.
			(await pending(app.db)) === 0 ? doctor.examine(app) : health.examine(app.db)
		);
		const ok = findings.every((finding) => finding.ok);
		return { json: { ok, findings }, text: findingsText(findings), failed: !ok };
	});
}
