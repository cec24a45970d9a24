/** `primum doctor`: is what is stored whole? It changes nothing, not even the schema. */
import { z } from 'zod';
import * as health from '#lib/server/db/health.ts';
import { pending } from '#lib/server/db/migrate.ts';
import * as doctor from '#lib/server/services/operations/index.ts';
import { withExisting } from '../data.ts';
import { table } from '../text.ts';
import { list } from '../values.ts';
import { verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'doctor',
		says: 'check the database: integrity, references, history, room on the disk',
		about:
			'Checks what is stored: integrity, references, that the history gives the ratings, room on the disk, and whether mail ' +
			'is set up. It changes nothing, not even the schema of an older version.',
		takes: {},
		examples: [
			{ run: 'primum doctor', does: 'a line a check' },
			{ run: 'primum doctor --json', does: 'for a program that watches' }
		],
		refused: {
			when: 'a check fails, or there is no installation',
			run: 'primum doctor --data nowhere'
		},
		answer: z.object({
			ok: z.boolean(),
			findings: list(z.object({ check: z.string(), ok: z.boolean(), detail: z.string() }))
		}),
		work: async (given) => {
			const findings = await withExisting(given, async (app) =>
				// The services know the newest schema only; of an older one, the database itself can tell.
				(await pending(app.db)) === 0 ? doctor.examine(app) : health.examine(app.db)
			);
			const ok = findings.every((finding) => finding.ok);
			const rows = findings.map(({ check, ok: fine, detail }) => [
				...[fine ? 'ok' : 'NOT OK', check, detail]
			]);
			return { json: { ok, findings }, text: table(['', 'check', 'found'], rows), failed: !ok };
		}
	})
];
