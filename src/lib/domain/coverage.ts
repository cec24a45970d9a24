/** Coverage: how many of the wanted ratings exist. */

/** How far one rater is with one case. */
export type Cell = {
	assignmentId: number;
	state: 'assigned' | 'in-progress' | 'submitted' | 'reopened';
	rated: number;
	actions: number;
};

/** Whole per cent of the actions that are rated; 100 only when all are. */
export function percent({ rated, actions }: Pick<Cell, 'rated' | 'actions'>): number {
	return actions === 0 ? 0 : Math.floor((100 * rated) / actions);
}
