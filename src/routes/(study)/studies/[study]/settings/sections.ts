/** The parts of a study's settings, in the order of the navigation. Each is a page and a form of its own. */
export const SECTIONS = [
	{ path: '', text: 'Study' },
	{ path: '/rating', text: 'Rating' },
	{ path: '/guidelines', text: 'Guidelines' },
	{ path: '/scale', text: 'Scale words' },
	{ path: '/consensus', text: 'Consensus' },
	{ path: '/later', text: 'Later rounds' },
	{ path: '/qualification', text: 'Qualification' },
	{ path: '/versions', text: 'Versions' }
] as const;

/** What the form of a section is called where what is typed into it is kept. */
export const formOf = (path: string) => `settings${path}`;
