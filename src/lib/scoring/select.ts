/**
 * Puts the value of a rank where sorting would put it, with nothing greater before it and nothing smaller after it
 * (Hoare, Algorithm 65: Find, Communications of the ACM 4, 1961). Two percentiles of many values need no more.
 *
 * @param values reordered in place; none may be NaN
 * @param rank from 0 to the number of values less one
 * @param from where to begin: nothing before it may be greater than what is at or after it
 */
export function select(values: Float64Array, rank: number, from = 0): void {
	let low = from;
	let high = values.length - 1;
	while (low < high) {
		const pivot = values[(low + high) >> 1]!;
		let left = low;
		let right = high;
		while (left <= right) {
			while (values[left]! < pivot) left++;
			while (values[right]! > pivot) right--;
			if (left > right) break;
			const moved = values[left]!;
			values[left++] = values[right]!;
			values[right--] = moved;
		}
		if (rank <= right) high = right;
		else if (rank >= left) low = left;
		else return;
	}
}
