/** Qualification: by which cases raters qualify, and where each of them stands. */
export { giveGoldCases } from '../assigning/index.ts';
export { bringUpToDate, gradeIfComplete } from './gold-cases.ts';
export {
	accept,
	configure,
	settings,
	type GoldCase,
	type QualificationSettings
} from './qualifying.ts';
export { standingIn } from './standing.ts';
