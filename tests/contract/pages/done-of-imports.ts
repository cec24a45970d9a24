/** What the forms of an import and of its mappings show and store. */
import { expect } from 'vitest';
import { START } from '../support.ts';
import type { AtWork } from './a-study-at-work.ts';
import { rows, type Done } from './done.ts';
import { FIRST, MAPPED } from './forms.ts';

/** What the form of an import shows of the table that was sent. */
const SHOWN = {
	name: 'Fälle',
	shown: expect.objectContaining({
		lacks: [],
		preview: expect.objectContaining({ counts: { cases: 1, actions: 2, ratings: 0 } })
	})
};

const mapped = (more: object = {}) => expect.objectContaining({ ...SHOWN, ...more }) as unknown;
const kept = (at: AtWork) => rows(at, 'mappings', () => true);

export const OF_IMPORTS: Done[] = [
	{
		form: 'cases/import/[upload]?/preview',
		shows: () => ({ mapped: mapped({ used: null, turned: [] }), checked: null }),
		stored: (at) => rows(at, 'cases', ({ externalId }) => externalId === 'Card950'),
		is: () => []
	},
	{
		form: 'cases/import/[upload]?/check',
		shows: () => ({
			mapped: mapped(),
			checked: expect.objectContaining({
				status: 200,
				purpose: 'cases',
				cases: expect.objectContaining({
					applied: false,
					cases: { new: 1, changed: 0, unchanged: 0, removed: 0 },
					actions: { new: 2, changed: 0, unchanged: 0, removed: 0 }
				})
			})
		}),
		stored: (at) => rows(at, 'errands', ({ kind }) => kind !== 'release'),
		is: () => []
	},
	{
		form: 'cases/import/[upload]?/keep',
		shows: () => ({
			done: 'The mapping "Fälle" is kept for the next time.',
			mapped: mapped({ used: { id: 1, seen: START } }),
			checked: null
		}),
		stored: kept,
		is: (at) => [
			{
				...{ studyId: at.study.id, name: 'Fälle', userId: at.coordinator.id, updatedAt: START },
				mapping: { purpose: 'cases', tables: [{ case: { case: { column: 'Fall' } } }] }
			}
		]
	},
	{
		form: 'cases/import/[upload]?/stop',
		first: FIRST.stop,
		shows: () => ({ done: 'It is being stopped.' }),
		stored: (at) => rows(at, 'errands', ({ kind }) => kind !== 'release'),
		is: () => [{ state: 'stopped', stopAskedAt: START, finishedAt: START }]
	},
	{
		form: 'cases/mappings?/rename',
		first: FIRST.rename,
		shows: () => ({ of: 'rename', done: 'The mapping is called "Monthly" now.' }),
		stored: kept,
		is: () => [{ name: 'Monthly', updatedAt: START, mapping: { purpose: 'cases' } }]
	},
	{
		form: 'cases/mappings?/remove',
		first: FIRST.remove,
		shows: () => ({ of: 'remove', done: `The mapping "${MAPPED.name}" is forgotten.` }),
		stored: kept,
		is: () => []
	}
];
