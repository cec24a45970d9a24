import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { PURPOSES } from '#lib/domain/mapping.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { attempt, requireActor, tellWhen } from '#lib/server/web/answers.ts';
import { stopErrand } from '#lib/server/web/errands.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { named, ofStudy, studyPage, type StudyAsking } from '#lib/server/web/pages.ts';
import { dryRun, nameOf, type Wanted } from './checking.ts';
import { readMapping, readOptions, saidBy, type MappingForm } from './form.ts';
import { fieldsOf, purposeOf, turnedOver, type Place } from './mapping-fields.ts';
import type { Answer, Look, Mapped, ShownTable } from './shown.ts';

export const load = studyPage(async (asking) => {
	const { app, actor, slug, params, url } = asking;
	const id = url.searchParams.get('errand');
	if (id !== null) {
		const errand = await errands.show(app, actor, slug, id);
		return { errand, look: null, checked: null };
	}
	const upload = params.upload!;
	const { read, own, ...found } = await importing.look(app, actor, slug, {
		...{ upload, wish: wishIn(url) }
	});
	const places = found.tables.map(placeOf);
	const look: Look = {
		...found,
		own,
		tables: found.tables.map(shownTable),
		fields: read === null ? [] : fieldsOf(read.mapping, places),
		why: read?.why ?? [],
		name: read?.mapping.name ?? ''
	};
	const wanted = { mapping: null, rewording: 'refuse' } as const;
	const checked = own === null ? null : await dryRun(asking, { purpose: own, ...wanted });
	return { errand: null, look, checked };
});

/** By which mapping the address wants the files read. */
function wishIn(url: URL): importing.Wish {
	const wish = url.searchParams.get('mapping');
	if (wish === null) return 'best';
	return wish === 'guess' ? wish : forms.id(wish);
}

const shownTable = ({
	columns,
	...table
}: importing.LookedUpload['tables'][number]): ShownTable => ({
	...table,
	columns: columns.map(({ name, samples, filled, looks }) => ({ name, samples, filled, looks }))
});

const placeOf = ({
	columns,
	file,
	sheet,
	header
}: importing.LookedUpload['tables'][number]): Place => ({
	...{ file, sheet, header },
	columns: columns.map(({ name }) => name)
});

/** A form as it was sent; `mapped` is null for files that are read as they are. */
type Sent = { form: FormData; mapped: MappingForm | null };

/** An action for whoever may import; nothing of its form is read for anybody else. */
function imports(does: (asking: StudyAsking, sent: Sent) => Promise<Answer>) {
	return async (event: RequestEvent) => {
		const { locals, params, url, request } = event;
		const actor = requireActor(locals, url.pathname);
		const asking = ofStudy({ app: locals.app, actor, params: named(params), url });
		let entered: Mapped | null = null;
		const done = await attempt(async () => {
			await studies.settings(asking.app, actor, asking.slug);
			const form = await forms.read(request);
			const mapped = readMapping(form);
			entered = mapped === null ? null : { ...mapped, why: [], shown: null };
			return does(asking, { form, mapped });
		});
		if (!done.ok) {
			tellWhen(event, done);
			const { status, message } = done;
			return fail(status, { message, mapped: entered, checked: null });
		}
		const { checked } = done.value;
		if (checked?.message === undefined) return done.value;
		return fail(checked.status, { ...done.value, message: undefined });
	};
}

/** What a form says of the tables, and what would come of them. */
async function shownFor({ app, actor, slug, params }: StudyAsking, entered: MappingForm) {
	const upload = params.upload!;
	let mapped = { ...entered, why: [] as importing.Why[] };
	if (entered.anew !== null) {
		const asked = { upload, purpose: entered.anew };
		mapped = readAnew(entered, await importing.guessAs(app, actor, slug, asked));
	}
	const said = saidBy(mapped);
	if ('mapping' in said) {
		const { mapping } = said;
		return { ...mapped, shown: await importing.preview(app, actor, slug, { upload, mapping }) };
	}
	await importing.findUpload(app, actor, slug, upload);
	return { ...mapped, shown: { lacks: said.lacks, preview: null } };
}

/** The tables that hold something else now, as they are guessed; the others stay as they are. */
function readAnew(entered: MappingForm, { mapping, why }: importing.Guess) {
	const guessed = fieldsOf(mapping, entered.places);
	const fields = entered.fields.map((table, at) => {
		const isMeant = entered.turned.includes(at) && purposeOf(table.holds) === entered.anew;
		if (!isMeant || guessed[at]!.holds === 'nothing') return table;
		// Whether each rater has a column is as it was said, not as it is guessed.
		return turnedOver({ ...guessed[at]!, holds: table.holds });
	});
	return { ...entered, fields, why };
}

/** What a form wants imported; null where it does not say enough of it. */
function wantedBy({ form, mapped }: Sent): Wanted | null {
	const { rewording } = readOptions(form);
	if (mapped === null) {
		const purpose = field.oneOf(PURPOSES).parse(forms.texts(form, 'purpose'));
		return { purpose, mapping: null, rewording };
	}
	const said = saidBy(mapped);
	if ('lacks' in said || mapped.anew !== null) return null;
	return { purpose: said.mapping.purpose, mapping: said.mapping, rewording };
}

async function check(asking: StudyAsking, sent: Sent): Promise<Answer> {
	const mapped = sent.mapped === null ? null : await shownFor(asking, sent.mapped);
	const wanted = wantedBy(sent);
	const isWhole = wanted !== null && (mapped?.shown.lacks ?? []).length === 0;
	return { mapped, checked: isWhole ? await dryRun(asking, wanted) : null };
}

export const actions = {
	/** What would come of the mapping, while it is being made. */
	preview: imports(async (asking, { mapped }) => ({
		mapped: mapped === null ? null : await shownFor(asking, mapped),
		checked: null
	})),

	check: imports(check),

	import: imports(async (asking, sent) => {
		const { app, actor, slug, params } = asking;
		const { form, mapped } = sent;
		const wanted = wantedBy(sent);
		// What was changed since it was checked is checked again.
		if (wanted === null || forms.text(form, 'checked') !== nameOf(wanted)) {
			return check(asking, sent);
		}
		const { purpose, mapping, rewording } = wanted;
		const errand = await importing.importSoon(
			...([app, actor, slug, `import-${purpose}`] as const),
			{ ...{ upload: params.upload!, mapping, rewording }, ...readOptions(form) },
			{ keeps: form.has('keeps'), used: mapped?.used ?? null }
		);
		redirect(303, `/studies/${slug}/cases/import/${params.upload!}?errand=${errand}`);
	}),

	/** Keeps the mapping without importing anything. */
	keep: imports(async (asking, { mapped }) => {
		if (mapped === null) return { mapped, checked: null };
		const { app, actor, slug } = asking;
		const shown = await shownFor(asking, mapped);
		const said = saidBy(shown);
		if ('lacks' in said) return { mapped: shown, checked: null };
		const { mapping } = said;
		const used = await importing.saveMapping(app, actor, slug, { mapping, used: mapped.used });
		const done = `The mapping "${mapping.name}" is kept for the next time.`;
		return { done, mapped: { ...shown, used }, checked: null };
	}),

	/** Throws the files away. */
	drop: studyAction(
		{},
		async ({ app, actor, slug, params }) => {
			await importing.dropUpload(app, actor, slug, params.upload!);
			return slug;
		},
		(slug) => redirect(303, `/studies/${slug}/cases`)
	),

	stop: stopErrand
};
