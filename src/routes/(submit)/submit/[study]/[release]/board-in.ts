import type { AtBoard } from '#lib/server/services/submitting/index.ts';
import * as forms from '#lib/server/web/forms.ts';
import type { StudyAsking } from '#lib/server/web/pages.ts';

/** The board of a release, as an address names it, and who asks. */
export const boardIn = ({ actor, slug, params }: StudyAsking): AtBoard => ({
	...{ actor, slug, release: forms.id(params.release ?? '') }
});
