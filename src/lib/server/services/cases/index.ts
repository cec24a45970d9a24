/** The cases of a study. */
export { list, show, type CaseInList, type CaseList, type CaseToRead } from './cases.ts';
export { actionRow, actionValue, caseColumns, caseValue } from './case-values.ts';
