/** A queue by distance for the few distances that prices make: a list of nodes for each. */

export class Buckets {
	readonly #nodes = new Map<number, number[]>();
	/** Descending, so that the least is taken from the end. */
	readonly #distances: number[] = [];

	add(node: number, far: number): void {
		const known = this.#nodes.get(far);
		if (known !== undefined) {
			known.push(node);
			return;
		}
		this.#nodes.set(far, [node]);
		const at = this.#distances.findIndex((other) => other < far);
		this.#distances.splice(at === -1 ? this.#distances.length : at, 0, far);
	}

	/** The node that is nearest, or null. */
	take(): { node: number; far: number } | null {
		for (;;) {
			const far = this.#distances.at(-1);
			if (far === undefined) return null;
			const node = this.#nodes.get(far)!.pop();
			if (node !== undefined) return { node, far };
			this.#nodes.delete(far);
			this.#distances.pop();
		}
	}
}
