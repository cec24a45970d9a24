/** The cases of a study: looked at, cared for, and the steps by which whoever brings cases in changes them. */
export { addCases, changeCase, lockedSignatures } from './case-steps.ts';
export { actionRow, actionValue, caseColumns, caseValue } from './case-values.ts';
export { remove, removeAction } from './deleting.ts';
export {
	changeAction,
	changeTexts,
	type ActionEdit,
	type CaseEdit,
	type Edited
} from './editing.ts';
export { withdrawActions, type Excluded } from './excluding.ts';
export { knownCases, type CaseAsked } from './known-cases.ts';
export {
	CASE_KEYS,
	CASE_SHOWS,
	EVERY_CASE,
	list,
	type CaseInList,
	type CaseList,
	type CaseShow,
	type CasesView
} from './listing.ts';
export {
	show,
	type ActionToRead,
	type CaseHistoryLine,
	type CaseToRead,
	type RaterOfCase
} from './showing.ts';
export { restore, restoreAction, withdraw, withdrawAction, withdrawCase } from './withdrawing.ts';
export { offered, twinsOf, write, writeAnew, type Offered } from './writing.ts';
