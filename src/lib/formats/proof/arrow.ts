/**
 * Reads tables out of the memory of another program by Arrow's C data interface
 * (https://arrow.apache.org/docs/format/CDataInterface.html), with pointers of 32 bits: enough of it for the columns that
 * a release has. It is how the proofs see what a second engine makes of Parquet.
 */

/** A column as the engine declares it. */
export type Column = { name: string; format: string; nullable: boolean; children: Column[] };

const NULLABLE = 2n;

class Memory {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;

	constructor(buffer: ArrayBufferLike) {
		this.#bytes = new Uint8Array(buffer);
		this.#view = new DataView(buffer);
	}

	pointer(at: number): number {
		return this.#view.getUint32(at, true);
	}

	long(at: number): number {
		return Number(this.#view.getBigInt64(at, true));
	}

	flags(at: number): bigint {
		return this.#view.getBigInt64(at, true);
	}

	int(at: number): number {
		return this.#view.getInt32(at, true);
	}

	double(at: number): number {
		return this.#view.getFloat64(at, true);
	}

	bit(at: number, index: number): boolean {
		return ((this.#bytes[at + (index >> 3)]! >> (index & 7)) & 1) === 1;
	}

	text(from: number, to: number): string {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
			this.#bytes.slice(from, to)
		);
	}

	/** A text that ends with a zero. */
	word(at: number): string {
		return at === 0 ? '' : this.text(at, this.#bytes.indexOf(0, at));
	}

	/** Pointers in a row. */
	list(at: number, length: number): number[] {
		return Array.from({ length }, (_, index) => this.pointer(at + index * 4));
	}
}

/** The columns of a schema, a struct at its root. */
export function columnsAt(buffer: ArrayBufferLike, address: number): Column[] {
	return schemaAt(new Memory(buffer), address).children;
}

function schemaAt(memory: Memory, at: number): Column {
	return {
		format: memory.word(memory.pointer(at)),
		name: memory.word(memory.pointer(at + 4)),
		nullable: (memory.flags(at + 16) & NULLABLE) !== 0n,
		children: memory
			.list(memory.pointer(at + 32), memory.long(at + 24))
			.map((child) => schemaAt(memory, child))
	};
}

/** The rows of an array of structs. */
export function rowsAt(
	buffer: ArrayBufferLike,
	address: number,
	columns: readonly Column[]
): Record<string, unknown>[] {
	const memory = new Memory(buffer);
	const array = arrayAt(memory, address);
	const values = columns.map((column, at) => valuesAt(memory, array.children[at]!, column));
	return Array.from({ length: array.length }, (_, row) =>
		Object.fromEntries(columns.map(({ name }, at) => [name, values[at]![row]]))
	);
}

function arrayAt(memory: Memory, at: number) {
	return {
		length: memory.long(at),
		offset: memory.long(at + 16),
		buffers: memory.list(memory.pointer(at + 40), memory.long(at + 24)),
		children: memory.list(memory.pointer(at + 44), memory.long(at + 32))
	};
}

/** The values of one column, null where the engine says so. */
function valuesAt(memory: Memory, address: number, { format, children }: Column): unknown[] {
	const { length, offset, buffers, children: below } = arrayAt(memory, address);
	const [validity, first, second] = buffers as [number, number, number];
	const members = format === '+l' ? valuesAt(memory, below[0]!, children[0]!) : [];
	const read = READERS[format];
	if (read === undefined) throw new Error(`A column of format ${format} is not expected here.`);
	return Array.from({ length }, (_, row) => {
		const index = row + offset;
		if (validity !== 0 && !memory.bit(validity, index)) return null;
		return read(memory, { index, first, second, members });
	});
}

type Place = { index: number; first: number; second: number; members: readonly unknown[] };

const READERS: Record<string, (memory: Memory, place: Place) => unknown> = {
	b: (memory, { index, first }) => memory.bit(first, index),
	i: (memory, { index, first }) => memory.int(first + index * 4),
	g: (memory, { index, first }) => memory.double(first + index * 8),
	u: (memory, { index, first, second }) =>
		memory.text(second + memory.int(first + index * 4), second + memory.int(first + index * 4 + 4)),
	'+l': (memory, { index, first, members }) =>
		members.slice(memory.int(first + index * 4), memory.int(first + index * 4 + 4))
};
