/** What the scatter of a board is given: pure, so that a file shows what the page shows. */
import type { BoardToRead, EntrySeen, MetricToRead } from '#lib/domain/leaderboard.ts';
import type { LeaderboardPage } from '#lib/domain/leaderboard-page.ts';
import { pointDomain } from './axis.ts';
import { markOf, type Holder } from './marks-of.ts';
import type { MarkKind } from './marks.ts';
import { kindOf, nameOf, plainName, tickOf, valueWords } from './metric-words.ts';
import type { ScatterAxis, ScatterPoint } from './scatter.ts';

type Given = {
	page: Pick<LeaderboardPage, 'shown' | 'named' | 'dots' | 'selected'>;
	board: Pick<BoardToRead, 'metrics' | 'ceiling' | 'release' | 'scheme'>;
};

export function scatterOf({ page, board }: Given) {
	const metricOf = (name: string) => board.metrics.find((metric) => metric.name === name)!;
	const [x, y] = [metricOf(page.shown.x), metricOf(page.shown.y)];
	const { ceiling } = board;
	const points = [
		...page.named.flatMap((one) =>
			pointOf(one, [x, y], {
				...{ id: one.entry, name: nameOf(one), kind: one.kind },
				isSelected: one === page.selected
			})
		),
		...(ceiling === null
			? []
			: pointOf(ceiling, [x, y], {
					...{ id: 'ceiling', name: 'ceiling', kind: 'ceiling' as const },
					isSelected: false
				}))
	];
	const told = page.named.map(
		(one) => `${nameOf(one)} ${figureOf(x, one)} and ${figureOf(y, one)}`
	);
	const more = page.dots.length > 0 ? ` ${page.dots.length} others are faint dots.` : '';
	return {
		title: `${x.name} and ${y.name}`,
		description: `${plainName(x.name)} and ${plainName(y.name)}: ${told.join('; ')}.${more}`,
		across: axisOf(x, [...points.flatMap(across), ...page.dots.map(([value]) => value)]),
		up: axisOf(y, [...points.flatMap(up), ...page.dots.map(([, value]) => value)]),
		...{ points, dots: page.dots }
	};
}

const figureOf = (metric: MetricToRead, one: EntrySeen) =>
	valueWords(metric, one.figures[metric.name]);

/** All of a point that needs a place; an interval without an end has one up to the end of the axis. */
const across = ({ x, xEnds }: ScatterPoint) => [x, ...(xEnds ?? [])].filter(Number.isFinite);
const up = ({ y, yEnds }: ScatterPoint) => [y, ...(yEnds ?? [])].filter(Number.isFinite);

function pointOf(
	holder: Holder,
	[x, y]: readonly [MetricToRead, MetricToRead],
	who: { id: string; name: string; kind: MarkKind; isSelected: boolean }
): ScatterPoint[] {
	const [a, b] = [markOf(holder, x.name, who.kind), markOf(holder, y.name, who.kind)];
	if (a === null || b === null) return [];
	return [{ ...who, x: a.value, y: b.value, xEnds: a.ends, yEnds: b.ends }];
}

function axisOf(metric: MetricToRead, values: number[]): ScatterAxis {
	return {
		name: metric.name,
		domain: pointDomain(kindOf(metric), values),
		tick: tickOf(metric)
	};
}
