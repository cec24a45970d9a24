/** Reads the form of a study's settings. */
import { CONSENSUS_RULES } from '#lib/domain/study.ts';
import * as forms from '#lib/server/web/forms.ts';
import { NEW_STUDY, type StudyValues } from './study-values.ts';

/** What the form sent; a rule there is not is read as the default one. */
export function studyValues(form: FormData): StudyValues {
	const text = (name: string) => forms.text(form, name);
	const rule = CONSENSUS_RULES.find((known) => known === text('consensusRule'));
	return {
		name: text('name'),
		slug: text('slug'),
		ratersPerCase: text('ratersPerCase'),
		consensusRule: rule ?? NEW_STUDY.consensusRule,
		band: text('band'),
		showReference: form.has('showReference'),
		guidelines: text('guidelines').replaceAll('\r\n', '\n')
	};
}
