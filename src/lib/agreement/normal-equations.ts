/** Normal equations of a model with random effects, solved one effect after the other. */

/**
 * Takes an effect with this relative variance out of normal equations, in place: A becomes A - v A (I + v A)^-1 A, and
 * its right side likewise.
 *
 * @returns log |I + v A|, and what the effect takes of the sum of squares
 */
export function shrunk(matrix: Float64Array, vector: Float64Array, v: number, m: number) {
	const before = matrix.slice();
	const y = vector.slice();
	const root = before.map((x, at) => v * x + (at % (m + 1) === 0 ? 1 : 0));
	let log = 0;
	// Cholesky's decomposition, its lower half in place.
	for (let j = 0; j < m; j += 1) {
		for (let i = j; i < m; i += 1) {
			let sum = root[i * m + j]!;
			for (let k = 0; k < j; k += 1) sum -= root[i * m + k]! * root[j * m + k]!;
			root[i * m + j] = i === j ? Math.sqrt(sum) : sum / root[j * m + j]!;
		}
		log += 2 * Math.log(root[j * m + j]!);
	}
	// L^-1 of the right side and of each column: what is taken away is a product of these.
	const solvedY = forward(root, y, m);
	const columns = Array.from({ length: m }, (_, j) =>
		forward(
			root,
			Float64Array.from({ length: m }, (_, i) => before[i * m + j]!),
			m
		)
	);
	for (let i = 0; i < m; i += 1) {
		vector[i]! -= v * inner(columns[i]!, solvedY);
		for (let j = 0; j <= i; j += 1) {
			const less = v * inner(columns[i]!, columns[j]!);
			matrix[i * m + j] = before[i * m + j]! - less;
			matrix[j * m + i] = matrix[i * m + j]!;
		}
	}
	return { log, squares: v * inner(solvedY, solvedY) };
}

function forward(root: Float64Array, right: Float64Array, m: number): Float64Array {
	for (let i = 0; i < m; i += 1) {
		let sum = right[i]!;
		for (let k = 0; k < i; k += 1) sum -= root[i * m + k]! * right[k]!;
		right[i] = sum / root[i * m + i]!;
	}
	return right;
}

function inner(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
	return sum;
}
