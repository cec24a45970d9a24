/** Written by `npm run text` from the English catalogues. */
export type RaterText = {
	locale: () => string;
	language: {
		choose: () => string;
	};
	signIn: {
		title: () => string;
	};
	demo: () => string;
	practice: {
		offer: () => string;
		offerWords: () => string;
		begin: () => string;
		notNow: () => string;
		again: () => string;
	};
};
export type PracticeText = {
	title: () => string;
	header: {
		plain: () => string;
		myCases: () => string;
		rated: (values: { done: string | number; all: string | number }) => string;
		ratedWord: () => string;
		skip: () => string;
	};
	intro: {
		title: () => string;
		words: () => string;
		private: () => string;
	};
	synthetic: () => string;
	commentHint: () => string;
	coach: {
		title: () => string;
		progress: (values: { done: string | number; all: string | number }) => string;
		all: () => string;
		allDone: () => string;
		goOn: () => string;
		spoken: (values: { step: string | number }) => string;
		spokenLast: () => string;
		isDone: () => string;
	};
	keys: {
		ctrl: () => string;
		shift: () => string;
	};
	steps: {
		rate: {
			title: () => string;
			keys: (values: { one: string | number; nine: string | number }) => string;
			pointer: () => string;
			touch: () => string;
		};
		change: {
			title: () => string;
			keys: (values: { up: string | number }) => string;
			pointer: () => string;
			touch: () => string;
		};
		comment: {
			title: () => string;
			keys: (values: { comment: string | number; esc: string | number }) => string;
			pointer: (values: { esc: string | number }) => string;
			touch: () => string;
		};
		flag: {
			title: () => string;
			keys: (values: {
				flags: string | number;
				duplicate: string | number;
				esc: string | number;
			}) => string;
			pointer: () => string;
			touch: () => string;
		};
		cannotRate: {
			title: () => string;
			keys: (values: { zero: string | number; reason: string | number }) => string;
			pointer: () => string;
			touch: () => string;
		};
		undo: {
			title: () => string;
			keys: (values: { undo: string | number; redo: string | number }) => string;
			pointer: (values: { ctrlZ: string | number; ctrlY: string | number }) => string;
			touch: () => string;
		};
		keys: {
			title: () => string;
			keys: (values: { help: string | number; esc: string | number }) => string;
			pointer: (values: { esc: string | number }) => string;
			touch: () => string;
		};
		finish: {
			title: () => string;
			keys: (values: { ctrlEnter: string | number }) => string;
			pointer: (values: { ctrlEnter: string | number }) => string;
			touch: () => string;
		};
	};
	explanation: {
		within: () => string;
		outside: () => string;
		scored: (values: { score: string | number }) => string;
		notRated: {
			'outside-specialty': () => string;
			'not-enough-information': () => string;
			'wording-ambiguous': () => string;
		};
		mostScore: (values: { scores: string | number }) => string;
		mostNotRate: () => string;
		mostNotRateToo: () => string;
		one: (values: { from: string | number }) => string;
		two: (values: { from: string | number; to: string | number }) => string;
		more: (values: { from: string | number; to: string | number }) => string;
		read: () => string;
	};
	footer: {
		rate: () => string;
		cannotRate: () => string;
		comment: () => string;
		flag: () => string;
		undo: () => string;
		allKeys: () => string;
		left: (values: { count: number }) => string;
		finish: () => string;
	};
	summary: {
		title: () => string;
		notYet: () => string;
		left: (values: { count: number }) => string;
		within: (values: { within: string | number; all: string | number }) => string;
		allWithin: () => string;
		outside: () => string;
		untried: (values: { steps: string | number }) => string;
		real: (values: { ctrlEnter: string | number }) => string;
		realTouch: () => string;
		guidelines: () => string;
		back: () => string;
		toCases: () => string;
		skip: () => string;
	};
	case: {
		presentation: () => string;
		question: () => string;
		actions: {
			1: {
				text: () => string;
				why: () => string;
			};
			2: {
				text: () => string;
				why: () => string;
			};
			3: {
				text: () => string;
				why: () => string;
			};
			4: {
				text: () => string;
				why: () => string;
			};
			5: {
				text: () => string;
				why: () => string;
			};
			6: {
				text: () => string;
				why: () => string;
			};
			7: {
				text: () => string;
				why: () => string;
			};
			8: {
				text: () => string;
				why: () => string;
			};
		};
	};
};
