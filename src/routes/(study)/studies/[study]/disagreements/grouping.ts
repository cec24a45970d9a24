/** What raters say of an action, put together by what it is about: the wording first. */
import {
	CANNOT_RATE_REASONS,
	FLAGS,
	type CannotRateReason,
	type Flag
} from '#lib/domain/rating.ts';
import type { Opinion } from '#lib/server/services/disagreeing/index.ts';

export type Grouped = {
	/** Names of those who find the wording ambiguous, by a flag or as the reason why they could not rate. */
	wording: string[];
	/** Names by any other flag, and by any other reason. */
	flags: { flag: Flag; raters: string[] }[];
	reasons: { reason: CannotRateReason; raters: string[] }[];
	/** Those who wrote something, and those who did not. */
	comments: Opinion[];
	silent: Opinion[];
};

export function grouped(opinions: readonly Opinion[]): Grouped {
	const namesOf = (is: (value: Opinion['value']) => boolean) =>
		opinions.filter(({ value }) => is(value)).map(({ rater }) => rater);
	const flags = FLAGS.filter((flag) => flag !== 'ambiguous-wording').map((flag) => ({
		flag,
		raters: namesOf((value) => value.flags.includes(flag))
	}));
	const reasons = CANNOT_RATE_REASONS.filter((reason) => reason !== 'wording-ambiguous').map(
		(reason) => ({ reason, raters: namesOf(({ cannotRate }) => cannotRate === reason) })
	);
	const wrote = ({ value }: Opinion) => value.comment.trim() !== '';
	return {
		wording: namesOf(
			(value) =>
				value.flags.includes('ambiguous-wording') || value.cannotRate === 'wording-ambiguous'
		),
		flags: flags.filter(({ raters }) => raters.length > 0),
		reasons: reasons.filter(({ raters }) => raters.length > 0),
		comments: opinions.filter(wrote),
		silent: opinions.filter((one) => !wrote(one))
	};
}
