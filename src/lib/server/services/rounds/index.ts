/** The rounds of a study. */
export {
	actionIds,
	actionList,
	actionsNamed,
	type ActionList,
	type ActionRow,
	type Sought
} from './choosing.ts';
export { openNext, type NextRound, type Opened } from './opening.ts';
export { overview, type RaterPart, type RoundLook, type RoundsLook } from './overview.ts';
export { previewNext, type AskedRater, type NotAsked, type Preview } from './preview.ts';
export { present, setDue, setLocked } from './rounds.ts';
export type { SeenRound } from './seen.ts';
