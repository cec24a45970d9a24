import { DEFAULT_BAND, DEFAULT_RATERS_PER_CASE, type ConsensusRule } from '#lib/domain/study.ts';

/** The settings of a study as the form holds them: numbers may be anything a person typed. */
export type StudyValues = {
	name: string;
	slug: string;
	ratersPerCase: number | string;
	consensusRule: ConsensusRule;
	band: number | string;
	rulingsWanted: number | string;
	showReference: boolean;
	guidelines: string;
};

/** What the form of a new study begins with. */
export const NEW_STUDY: StudyValues = {
	name: '',
	slug: '',
	ratersPerCase: DEFAULT_RATERS_PER_CASE,
	consensusRule: 'noharm-strict',
	band: DEFAULT_BAND,
	rulingsWanted: 1,
	showReference: false,
	guidelines: ''
};
