/** `primum doctor`: is what is stored whole? It changes nothing, not even the schema. */
import { z } from 'zod';
import * as health from '#lib/server/db/health.ts';
import { pending } from '#lib/server/db/migrate.ts';
import * as doctor from '#lib/server/services/operations/index.ts';
import { withExisting } from '../data.ts';
import { findingsText } from '../text.ts';
import { finding, list } from '../values.ts';
import { verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'doctor',
		says: 'check the database: integrity, references, history, room on the disk',
		about:
			'Checks what is stored: integrity, references, that the history gives the ratings, room on the disk, how old the newest ' +
			'backup is, and whether mail is set up. It changes nothing, not even the schema of an older version.',
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
			findings: list(finding)
		}),
		work: async (given) => {
			const findings = await withExisting(given, async (app) =>
				// The services know the newest schema only; of an older one, the database itself can tell.
				(await pending(app.db)) === 0 ? doctor.examine(app) : health.examine(app.db)
			);
			const ok = findings.every((finding) => finding.ok);
			return { json: { ok, findings }, text: findingsText(findings), failed: !ok };
		}
	})
];
