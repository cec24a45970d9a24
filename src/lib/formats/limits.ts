/** How much a file may ask of the machine before it is refused. */
export type Limits = {
	/** Bytes of one file. */
	fileBytes: number;
	/** Bytes of all files of one import together, unpacked. */
	totalBytes: number;
	/** Levels of arrays and objects inside each other in a JSON file. */
	depth: number;
	/** Actions in one file. */
	actions: number;
	/** Bytes of one guidance file: YAML is far slower to read than JSON. */
	yamlBytes: number;
};

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: Readonly<Limits> = {
	fileBytes: 64 * MIB,
	totalBytes: 256 * MIB,
	depth: 64,
	actions: 100_000,
	yamlBytes: MIB
};

/** So much is said of what is wrong with one file: what is mended lets the rest be seen. */
export const MOST_PROBLEMS = 10_000;

/** A release of a large study is larger than what may be imported at once. */
export const RELEASE_LIMITS: Readonly<Limits> = {
	...DEFAULT_LIMITS,
	fileBytes: 512 * MIB,
	totalBytes: 2_048 * MIB
};

/** A number of bytes for a sentence: `64 MiB`, `12 bytes`. */
export function inWords(bytes: number): string {
	return bytes >= MIB
		? `${Number((bytes / MIB).toFixed(1))} MiB`
		: `${bytes.toLocaleString('en')} bytes`;
}
