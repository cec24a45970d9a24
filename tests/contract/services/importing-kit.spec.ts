import { expect, it } from 'vitest';
import { smallKit } from '#lib/formats/fixture.ts';
import { exportStudy } from '#lib/server/services/releasing/index.ts';
import { onEach } from '../databases.ts';
import { aStudyWithKit, jsonIn } from './importing-support.ts';

onEach(({ fresh }) => {
	it('an imported kit leaves with every file equal as JSON', async () => {
		const db = await fresh();
		const { app, slug, actor } = await aStudyWithKit(db);
		const out = await exportStudy(app, actor, slug, 'kit');
		const kit = smallKit();
		expect([...out.keys()].sort()).toEqual(
			[...kit.keys()].filter((path) => path !== 'LICENSE').sort()
		);
		for (const path of out.keys()) {
			if (path.endsWith('.json')) expect(jsonIn(out, path)).toEqual(jsonIn(kit, path));
			else {
				expect(new TextDecoder().decode(out.get(path))).toBe(
					new TextDecoder().decode(kit.get(path))
				);
			}
		}
	});
});
