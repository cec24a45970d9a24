/** What may become of a rated text that an import brings otherwise, for a choice. */
export const REWORDINGS = [
	{
		value: 'refuse',
		text: 'Refuse the import',
		about: 'Nothing is changed; each difference is shown.'
	},
	{
		value: 'version',
		text: 'Make it a new wording',
		about:
			'Old ratings stay with the old wording; the action is rated again, and with another presentation the whole case.'
	},
	{
		value: 'mend',
		text: 'They change no meaning: mend the text',
		about: 'Spelling and the like. The text is replaced, ratings and signatures stay.'
	}
] as const;
