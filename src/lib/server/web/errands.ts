/** What every page with an errand on it has: the press that stops it. */
import * as errands from '../services/errands/index.ts';
import { studyAction } from './actions.ts';
import * as field from './fields.ts';

/** The form of `components/Errand.svelte`. */
export const stopErrand = studyAction(
	{ errand: field.text },
	({ app, actor, slug }, { errand }) => errands.stop(app, actor, slug, errand),
	() => 'It is being stopped.'
);
