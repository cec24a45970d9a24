/**
 * Errands: long work that a person or a program asks for. It is carried out by a job, so that it outlives the request
 * and the process; whoever asked can look how far it is, and stop it.
 */
export {
	RUN,
	carryOut,
	giveUp,
	type ErrandTask,
	type ErrandWork,
	type ErrandWorks,
	type Unfinished,
	type Waiting
} from './carrying-out.ts';
export { newest, scoringOf, send, show, stop, underWay } from './errands.ts';
