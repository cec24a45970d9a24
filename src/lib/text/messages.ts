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
};
