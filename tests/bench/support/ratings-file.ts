/** A `ratings.csv` of the size of a whole study, for the cases of the invented one. */
import { kitFiles } from '#lib/server/demo/seed-kit.ts';

/** As many as NOHARM's panel gave after its first round. */
const ROWS = 12_393;

/** Copies of the kit that make as many; a larger seed has these cases too. */
const COPIES = 10;

const RATERS_A_CASE = 3;
const RATERS = 30;

type Rubric = { id: string; options: { id: number }[] };

/**
 * Three raters per case, who are not known to the study.
 *
 * @param name what their names begin with
 * @param scale of the study: a small one has fewer ratings to give
 */
export function ratingsFile(name: string, scale: number): Buffer {
	const rubrics = [...kitFiles(Math.min(scale, COPIES))]
		.filter(([path]) => path.includes('/rubrics/'))
		.map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString()) as Rubric);
	const rows = rubrics.flatMap(({ id, options }, place) =>
		Array.from({ length: RATERS_A_CASE }, (_, seat) => {
			const rater = `${name} ${((place * RATERS_A_CASE + seat) % RATERS) + 1}`;
			return options.map((option) => `${id},${option.id},${rater},${((option.id + seat) % 9) + 1}`);
		}).flat()
	);
	return Buffer.from(['case,action,rater,score', ...rows.slice(0, ROWS), ''].join('\n'));
}

/**
 * So many raters of every action, each line whole: a time, seconds, now and then a comment.
 *
 * @param from copies of the kit to leave out at the beginning
 * @param most lines
 */
export function fullRatings(
	scale: number,
	{ name, raters, from = 0 }: { name: string; raters: number; from?: number },
	most: number
): Buffer {
	const head = 'case,action,rater,round,score,cannot_rate,comment,flags,active_seconds,rated_at';
	const lines = [head];
	for (const [path, bytes] of kitFiles(scale, from)) {
		if (!path.includes('/rubrics/')) continue;
		const { id, options } = JSON.parse(Buffer.from(bytes).toString()) as Rubric;
		for (let seat = 1; seat <= raters && lines.length <= most; seat += 1) {
			for (const { id: action } of options) {
				const comment = action % 7 === 0 ? 'Depends on what the relatives say' : '';
				const time = `2026-03-04T05:${String(action % 60).padStart(2, '0')}:07.000Z`;
				lines.push(
					`${id},${action},${name} ${seat},1,${((action + seat) % 9) + 1},,${comment},,12.5,${time}`
				);
			}
		}
	}
	return Buffer.from(`${lines.slice(0, most + 1).join('\n')}\n`);
}
