/** What `primum release create --check` prints: what a release would hold, and what is to be known before it is made. */
import { isDefined } from '#lib/agreement/coefficient.ts';
import { OPEN_WHYS } from '#lib/domain/release-check.ts';
import type { ReleaseCheck } from '#lib/server/services/releasing/index.ts';
import { count, table } from './text.ts';

export function checkText(study: string, check: ReleaseCheck): string {
	const { holds, items, figures, number, unknown } = check;
	const { alpha } = figures;
	const open = OPEN_WHYS.filter((why) => items.finals.open[why] > 0).map((why) => [
		...[why, `${items.finals.open[why]}`]
	]);
	const { bases } = items.finals;
	return [
		`Release ${number} of "${study}" would hold:`,
		`${count(holds.cases, 'case')} (${holds.heldOut} held out), ${count(holds.actions, 'action')} ` +
			`(${holds.kit} in the kit), ${count(holds.ratings, 'rating')} by ${count(holds.raters, 'rater')}`,
		`${count(holds.final, 'final score')} (${bases.unanimous} unanimous, ${bases.rule} by the rule, ` +
			`${bases.adjudicated} adjudicated), ${holds.unresolved} unresolved`,
		isDefined(alpha)
			? `alpha ordinal, before rulings: ${alpha.value.toFixed(2)}`
			: 'alpha ordinal, before rulings: not defined',
		...(open.length === 0 ? [] : ['', table(['unresolved because', 'actions'], open)]),
		'',
		table(
			['to look at', 'state'],
			Object.entries(items).map(([name, { state }]) => [name, state])
		),
		...(unknown.length === 0 ? [] : ['', ...unknown])
	].join('\n');
}
