/** `open` of a kit, in a rubric and in its lines of items.jsonl: whether a case is held out. */
import type { JsonObject, ToldCase, Variant } from '#lib/domain/case.ts';
import { isObject } from './json.ts';
import { isOfKit } from './kit-option.ts';

type Told = Pick<ToldCase, 'source' | 'variants' | 'heldOut'>;

/**
 * Whether a kit says that a case is held out. One `false` is enough, because what is held out by mistake can still
 * be opened.
 *
 * @returns null where it does not say
 */
export function heldOutIn({ source, variants }: Omit<Told, 'heldOut'>): boolean | null {
	const said = [isOfKit(source) ? source.open : null, ...variants.map(openOf)];
	if (said.includes(false)) return true;
	return said.includes(true) ? false : null;
}

function openOf({ item }: Variant) {
	return isObject(item?.metadata) ? item.metadata.open : null;
}

/** True where a case is held out, or is not, as the kit that it came from says. */
const isAsItCame = (item: Told) => (heldOutIn(item) ?? false) === (item.heldOut ?? false);

/** The rubric of a case from a kit, without its actions and groups, with `open` as it is now. */
export function opened(item: Told, source: JsonObject): JsonObject {
	return isAsItCame(item) ? source : { ...source, open: !item.heldOut };
}

/** The variants of a case from a kit, with `open` as it is now. */
export function openedVariants(item: Told): Variant[] {
	if (isAsItCame(item)) return item.variants;
	return item.variants.map((variant) => {
		const { item: line } = variant;
		if (line === null || !isObject(line.metadata)) return variant;
		return {
			...variant,
			item: { ...line, metadata: { ...line.metadata, open: !item.heldOut } }
		};
	});
}
