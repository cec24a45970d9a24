/** Where actions that stay open are sent: to the next round, or to adjudication. */
export { callBack, refer, type Done, type Referring } from './referring.ts';
export {
	adjudicators,
	named,
	waiting,
	waitingCounts,
	type Named,
	type WaitingAction
} from './waiting.ts';
