/** A case while somebody writes it: its actions in their order, the rules of its groups and its variants, as typed. */
import type { Meaning } from '#lib/domain/case-change.ts';
import type { PastedAction } from '#lib/domain/pasted-actions.ts';
import { groupNames, groupRule } from '#lib/domain/written-case.ts';

/** One action as its fields hold it. */
export type ActionFields = {
	/** The number it is stored under; '' for a new one. */
	was: string;
	number: string;
	text: string;
	category: string;
	group: string;
	groupType: string;
	/** Numbers with commas between. */
	dependsOn: string;
	harm: 'yes' | 'no';
	/** '' for none. */
	score: string;
	meaning: Meaning | '';
};
export type RuleFields = { name: string; pickType: string; pickCount: string };
export type VariantFields = { externalId: string; presentation: string; description: string };

/** What has a place in a list, whatever place that is. */
type Keyed<Fields> = Fields & { readonly key: number };
export type DraftAction = Keyed<ActionFields>;
export type DraftVariant = Keyed<VariantFields>;

/** The parts of a case that are lists. */
export type CaseParts = {
	actions: ActionFields[];
	rules: RuleFields[];
	variants: VariantFields[];
};

const NEW: ActionFields = {
	...{ was: '', number: '', text: '', category: '', group: '', groupType: '' },
	...{ dependsOn: '', harm: 'no', score: '', meaning: '' }
};

export class CaseDraft {
	#actions = $state<DraftAction[]>([]);
	#rules = $state<RuleFields[]>([]);
	#variants = $state<DraftVariant[]>([]);
	/** What was taken out last, and where it stood. */
	#taken = $state.raw<{ action: DraftAction; at: number } | null>(null);
	#next = 0;

	readonly #text = $derived(
		JSON.stringify({
			actions: this.#actions.map(withoutKey),
			rules: this.rules,
			variants: this.#variants.map(withoutKey)
		} satisfies CaseParts)
	);

	constructor(parts: CaseParts) {
		this.#fill(parts);
		if (this.#actions.length === 0) this.add();
	}

	get actions(): readonly DraftAction[] {
		return this.#actions;
	}

	get variants(): readonly DraftVariant[] {
		return this.#variants;
	}

	/** The groups that actions are in, or that have a rule, each with its rule; one of '' has none. */
	get rules(): RuleFields[] {
		const actions = this.#grouped;
		const isUsed = (name: string) => actions.some(({ group }) => group === name);
		const groups = this.#rules.filter(({ name, pickType }) => pickType !== '' || isUsed(name));
		return groupNames({ actions, groups }).map((name) => {
			const set = this.#setOf(name);
			const usual = set.pickType === '' ? groupRule(name, actions) : null;
			return usual === null ? set : { ...usual, pickCount: String(usual.pickCount) };
		});
	}

	/** Whether a group may be without a rule: alternatives never are. */
	mayLackRule(name: string): boolean {
		return groupRule(name, this.#grouped) === null;
	}

	/** All of it in one text, by which it is kept and told whether it is saved. */
	get text(): string {
		return this.#text;
	}

	/** What was taken out last and can be put back. */
	get taken(): DraftAction | null {
		return this.#taken?.action ?? null;
	}

	/** Takes all of it from such a text; what is no such text changes nothing. */
	put(text: string): void {
		if (text === this.#text) return;
		try {
			const parts = JSON.parse(text) as Partial<CaseParts>;
			const { actions, rules, variants } = parts;
			if (!Array.isArray(actions) || !Array.isArray(rules) || !Array.isArray(variants)) return;
			this.#fill({ actions, rules, variants });
		} catch {
			// It was not kept by this form.
		}
	}

	/**
	 * Adds an action.
	 *
	 * @param behind the place of the one it comes after; the last one unless given
	 * @returns its key
	 */
	add(behind = this.#actions.length - 1, fields: Partial<ActionFields> = {}): number {
		const category = this.#actions[behind]?.category ?? '';
		const number = String(this.#freeNumber());
		const action = { ...NEW, number, category, ...fields, key: this.#key() };
		this.#actions.splice(behind + 1, 0, action);
		return action.key;
	}

	/**
	 * Puts pasted actions behind one; an empty one makes room for them.
	 *
	 * @param category of those that have none
	 * @returns the key of the last
	 */
	paste(at: number, pasted: readonly PastedAction[], category: string): number {
		const here = this.#actions[at];
		const makesRoom = here !== undefined && here.was === '' && here.text.trim() === '';
		if (makesRoom) this.#actions.splice(at, 1);
		let behind = makesRoom ? at - 1 : at;
		let key = -1;
		for (const one of pasted) {
			key = this.add(behind, { text: one.text, category: one.category ?? category });
			behind += 1;
		}
		return key;
	}

	/** @returns false where it is at the end already */
	move(at: number, by: 1 | -1): boolean {
		const to = at + by;
		if (to < 0 || to >= this.#actions.length) return false;
		const [action] = this.#actions.splice(at, 1);
		this.#actions.splice(to, 0, action!);
		return true;
	}

	take(at: number): void {
		const [action] = this.#actions.splice(at, 1);
		if (action !== undefined) this.#taken = { action, at };
		if (this.#actions.length === 0) this.add();
	}

	putBack(): number | null {
		if (this.#taken === null) return null;
		const { action, at } = this.#taken;
		this.#actions.splice(at, 0, action);
		this.#taken = null;
		return action.key;
	}

	/** Numbers the actions from 1 in their order; what depends on one goes with it. */
	renumber(): void {
		const now: Record<string, string> = {};
		for (const [at, { number }] of this.#actions.entries()) now[number.trim()] = String(at + 1);
		for (const [at, action] of this.#actions.entries()) {
			action.number = String(at + 1);
			action.dependsOn = action.dependsOn.replace(/\d+/g, (number) => now[number] ?? number);
		}
	}

	/** A group's first member says what membership means for those that join it. */
	join(action: DraftAction): void {
		if (action.group.trim() === '') action.groupType = '';
		else if (action.groupType === '') {
			const other = this.#actions.find(
				(one) => one.key !== action.key && one.group.trim() === action.group.trim()
			);
			action.groupType = other?.groupType ?? 'alternative';
		}
	}

	/** Sets the rule of a group; each group keeps its place, whether it has a rule or not. */
	setRule(rule: RuleFields): void {
		this.#rules = this.rules.map(({ name }) => (name === rule.name ? rule : this.#setOf(name)));
	}

	addVariant(externalId: string): void {
		this.#variants.push({ key: this.#key(), externalId, presentation: '', description: '' });
	}

	takeVariant(at: number): void {
		this.#variants.splice(at, 1);
	}

	/** The actions by what they are in, as the case would have it. */
	get #grouped() {
		return this.#actions.map(({ group, groupType }) => ({
			group: group.trim() || null,
			groupType
		}));
	}

	/** What somebody has set for a group; a rule of '' where nobody has. */
	#setOf(name: string): RuleFields {
		const known = this.#rules.find((rule) => rule.name === name);
		return known ?? { name, pickType: '', pickCount: '1' };
	}

	#freeNumber(): number {
		const taken = this.#actions.map(({ number }) => Number(number)).filter(Number.isInteger);
		return Math.max(0, ...taken) + 1;
	}

	#key(): number {
		this.#next += 1;
		return this.#next;
	}

	#fill({ actions, rules, variants }: CaseParts): void {
		this.#actions = actions.map((action) => ({ ...NEW, ...action, key: this.#key() }));
		this.#rules = rules;
		this.#variants = variants.map((variant) => ({ ...variant, key: this.#key() }));
	}
}

function withoutKey<Fields>({ key: _, ...fields }: Keyed<Fields>): Omit<Keyed<Fields>, 'key'> {
	return fields;
}
