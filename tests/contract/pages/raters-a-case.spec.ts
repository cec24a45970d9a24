/** Another number of raters per case is asked about before it is saved. */
import { expect, it } from 'vitest';
import { onEach } from '../databases.ts';
import { aStudyAtWork } from './a-study-at-work.ts';
import { FORMS, RATING } from './forms.ts';

onEach(
	({ fresh }) => {
		it('says what it means, changes nothing, keeps what was entered, and is saved once confirmed', async () => {
			const at = await aStudyAtWork(await fresh());
			const { action } = FORMS.find(({ page }) => page === 'settings/rating')!;
			const save = (ratersPerCase: string, confirmed: string) =>
				at.tell(at.coordinator, action, { ...RATING, ratersPerCase, confirmed });
			const before = await at.everything();
			// One of two cases has one signed rater, the other one who has not begun; three are wanted of each.
			const asked = await save('1', '');
			expect(asked).toMatchObject({
				status: 409,
				body: {
					of: 'settings',
					message:
						'Lowering k from 3 to 1: 4 empty places would not be wanted any more. ' +
						'1 more case would be complete. Nothing is saved yet.',
					values: { ratersPerCase: '1', notice: 'The server rests\ntonight.' }
				}
			});
			// What was confirmed is another number.
			expect((await save('4', '1')).body.message).toBe(
				'Raising k from 3 to 4: 2 places would open that nobody has. Nothing is saved yet.'
			);
			expect(await at.everything()).toEqual(before);
			expect(await save('1', '1')).toMatchObject({
				status: 200,
				body: { done: 'The settings are saved.' }
			});
			expect(await save('1', '')).toMatchObject({ status: 200 });
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
