/** The fields of a form that people fill in: what stands in them, what they are called, and which are unsaved. */
import type { FormValues } from '#lib/state/form-drafts.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NOT_TYPED = ['hidden', 'file', 'password', 'submit', 'button', 'reset', 'image'];

function controls(form: HTMLFormElement): Control[] {
	return [...form.elements].filter(
		(element): element is Control =>
			element.matches('input, textarea, select') &&
			(element as Control).name !== '' &&
			!NOT_TYPED.includes((element as Control).type) &&
			!(element as Control).disabled
	);
}

const isChosen = (control: Control): control is HTMLInputElement =>
	control.type === 'checkbox' || control.type === 'radio';

/** What stands in each field. */
export function read(form: HTMLFormElement): FormValues {
	const values: Record<string, string[]> = {};
	for (const control of controls(form)) {
		const of = (values[control.name] ??= []);
		if (!isChosen(control) || control.checked) of.push(control.value);
	}
	return values;
}

/** Puts values into fields as if a person had done so: whatever listens hears of it. */
export function write(form: HTMLFormElement, values: FormValues): void {
	const places: Record<string, number> = {};
	for (const control of controls(form)) {
		const given = values[control.name];
		if (given === undefined) continue;
		if (isChosen(control)) control.checked = given.includes(control.value);
		else {
			const place = (places[control.name] ??= 0);
			places[control.name] = place + 1;
			control.value = given[place] ?? '';
		}
		for (const type of ['input', 'change']) {
			control.dispatchEvent(new Event(type, { bubbles: true }));
		}
	}
}

/** What a page knows of a field's stored value: several of boxes, true or false of a single one. */
export type Plain = string | number | boolean | readonly string[];

/** Stored values as a form would hold them. */
export function valuesOf(stored: Readonly<Record<string, Plain>>): FormValues {
	return Object.fromEntries(
		Object.entries(stored).map(([name, value]) => {
			if (typeof value === 'boolean') return [name, value ? ['on'] : []];
			if (typeof value === 'object') return [name, value];
			return [name, [String(value).replaceAll('\r\n', '\n')]];
		})
	);
}

/** What names a field: its label, or the legend of several that share a name. */
function labelOf(form: HTMLFormElement, name: string): HTMLElement | null {
	const all = controls(form).filter((control) => control.name === name);
	const [first] = all;
	if (first === undefined) return null;
	const legend = first.closest('fieldset')?.querySelector('legend') ?? null;
	return all.length > 1 && legend !== null ? legend : (first.labels?.[0] ?? legend);
}

/** What a field is called on screen. */
export function labelText(form: HTMLFormElement, name: string): string {
	return labelOf(form, name)?.textContent.trim() ?? name;
}

/** Puts the keyboard on a field. */
export function goTo(form: HTMLFormElement, name: string): void {
	const all = controls(form).filter((control) => control.name === name);
	(all.find((control) => isChosen(control) && control.checked) ?? all[0])?.focus();
}

/** Marks the fields that are not saved, by a word at each; see `data-unsaved` in app.css. */
export function mark(form: HTMLFormElement, unsaved: readonly string[]): void {
	const labels = unsaved.map((name) => labelOf(form, name));
	for (const label of form.querySelectorAll<HTMLElement>('[data-unsaved]')) {
		if (!labels.includes(label)) delete label.dataset.unsaved;
	}
	for (const label of labels) if (label !== null) label.dataset.unsaved = '';
}
