import { fail } from '@sveltejs/kit';
import { dayOf, dueSchema } from '#lib/domain/round.ts';
import * as qualifying from '#lib/server/services/qualifying.ts';
import * as rounds from '#lib/server/services/rounds.ts';
import * as studies from '#lib/server/services/studies.ts';
import { attempt, orErrorPage, requireActor } from '#lib/server/web/answers.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyValues } from '../../../study-values.server.ts';
import type { StudyValues } from '../../../study-values.ts';
import type { Actions, PageServerLoad } from './$types';

const path = (slug: string) => `/studies/${slug}/settings`;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { app } = locals;
	const actor = requireActor(locals, path(params.study));
	const [study, round, qualification] = await orErrorPage(
		Promise.all([
			studies.settings(app, actor, params.study),
			rounds.present(app, actor, params.study),
			qualifying.settings(app, actor, params.study)
		])
	);
	const { name, slug, ratersPerCase, consensusRule, band, showReference, guidelines } = study;
	const settings: StudyValues = {
		name,
		slug,
		ratersPerCase,
		consensusRule,
		band,
		showReference,
		guidelines
	};
	return {
		settings,
		notice: study.notice,
		qualification,
		round: { number: round.number, due: dayOf(round.dueAt), lockedAt: round.lockedAt }
	};
};

/** Each answer names the form that it is for, as `of`. */
export const actions: Actions = {
	settings: async ({ request, locals, params }) => {
		const of = 'settings' as const;
		const actor = requireActor(locals, path(params.study));
		const entered = studyValues(await forms.read(request));
		const values = { ...entered, slug: params.study };
		const saved = await attempt(studies.changeSettings(locals.app, actor, params.study, values));
		if (!saved.ok) {
			const { status, message, fields } = saved;
			return fail(status, { of, message, fields, values });
		}
		return { of, done: 'The settings are saved.' };
	},

	due: async ({ request, locals, params }) => {
		const of = 'round' as const;
		const actor = requireActor(locals, path(params.study));
		const entered = forms.text(await forms.read(request), 'due');
		const saved = await attempt(
			dueSchema
				.parseAsync({ due: entered })
				.then(({ due }) => rounds.setDue(locals.app, actor, params.study, due))
		);
		if (!saved.ok) {
			const { status, message, fields } = saved;
			return fail(status, { of, message, fields });
		}
		return { of, done: entered === '' ? 'There is no due date now.' : 'The due date is saved.' };
	},

	lock: async ({ request, locals, params }) => {
		const of = 'round' as const;
		const actor = requireActor(locals, path(params.study));
		const locked = forms.text(await forms.read(request), 'locked') === 'yes';
		const changed = await attempt(rounds.setLocked(locals.app, actor, params.study, locked));
		if (!changed.ok) return fail(changed.status, { of, message: changed.message });
		return { of, done: locked ? 'The ratings are locked.' : 'The round is open again.' };
	},

	qualification: async ({ request, locals, params }) => {
		const of = 'qualification' as const;
		const actor = requireActor(locals, path(params.study));
		const form = await forms.read(request);
		const qualification = {
			required: form.has('required'),
			passMark: forms.text(form, 'passMark'),
			tries: forms.text(form, 'tries'),
			cases: forms.texts(form, 'case')
		};
		const saved = await attempt(
			qualifying.configure(locals.app, actor, params.study, qualification)
		);
		if (!saved.ok) {
			const { status, message, fields } = saved;
			return fail(status, { of, message, fields, qualification });
		}
		const done = qualification.required
			? 'Raters must qualify before they begin a case of the study.'
			: 'No qualification is required.';
		return { of, done };
	},

	notice: async ({ request, locals, params }) => {
		const of = 'notice' as const;
		const actor = requireActor(locals, path(params.study));
		const notice = forms.text(await forms.read(request), 'notice');
		const saved = await attempt(studies.setNotice(locals.app, actor, params.study, notice));
		if (!saved.ok) {
			const { status, message, fields } = saved;
			return fail(status, { of, message, fields, notice });
		}
		const done =
			notice.trim() === '' ? 'Raters see no message now.' : 'Raters see the message now.';
		return { of, done };
	}
};
