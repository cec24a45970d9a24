/** A case that three raters have signed, and what a coordinator who cares for it relies on. */
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { aMember } from '../support.ts';
import { aRatedStudy, CASE, decode } from './releasing-support.ts';

export { CASE } from './releasing-support.ts';

/** Card900, rated and signed by three; Derm902 and ID901 nobody has. Another coordinator is there too. */
export async function aStudyToCareFor(db: Database, submitted = 3) {
	const at = await aRatedStudy(db, submitted);
	const { app, study, slug, actor, raters } = at;
	const colleague = (await aMember(db, study, 'coordinator')).actor;
	const asked = (seen?: number, externalId = CASE) => ({
		...{ slug, externalId },
		...(seen === undefined ? {} : { seen })
	});
	const show = (externalId = CASE) => caring.show(app, actor, slug, externalId);
	const open = (at = 0) => rating.openCase(app, raters[at]!.actor, raters[at]!.assignment.id);
	/** All that leaves the study, byte for byte, and every figure of it. */
	async function leaves() {
		const files = await releasing.exportStudy(app, actor, slug, 'csv');
		const kit = await releasing.exportStudy(app, actor, slug, 'kit');
		return {
			files: Object.fromEntries([...files, ...kit].map(([path, bytes]) => [path, decode(bytes)])),
			agreement: JSON.stringify(await agreeing.agreement(app, actor, slug, { signed: false })),
			disagreements: JSON.stringify(
				await disagreeing.disagreements(app, actor, slug, { show: null, specialty: null, page: 1 })
			)
		};
	}
	const coverage = () => watching.coverage(app, actor, slug);
	const needs = async () => (await coverage()).needs.kinds;
	return { ...at, colleague, asked, show, open, leaves, coverage, needs };
}
