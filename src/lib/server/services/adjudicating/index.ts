/** Adjudication: what is referred to adjudicators, their rulings, and what those come to. */
export { desk, type Desk } from './desk.ts';
export { item, type OpenedItem } from './item.ts';
export {
	effects,
	progress,
	waiting,
	type AdjudicatorRow,
	type Progress,
	type Waiting
} from './progress.ts';
export { nextAfter, queue, type ListedCase, type OwnRuling, type Queue } from './queue.ts';
export { rule, type Given, type Ruled } from './ruling.ts';
export { settleAnew, type Effect } from './settling.ts';
export { tellAdjudicators } from './telling.ts';
