/** Written by `npm run text` from the English catalogues. */
export type RaterText = {
	locale: () => string;
	language: {
		choose: () => string;
	};
	demo: () => string;
	demoName: () => string;
	loading: () => string;
	motto: () => string;
	progress: (values: { done: string | number; all: string | number }) => string;
	quoted: (values: { words: string | number }) => string;
	tooLong: {
		form: (values: { over: number; limit: string | number }) => string;
		saved: (values: { over: number; limit: string | number }) => string;
	};
	signIn: {
		title: () => string;
		email: () => string;
		password: () => string;
		forgotten: () => string;
		demoAccounts: () => string;
		demoHint: () => string;
		roles: {
			administrator: () => string;
			coordinator: () => string;
			'specialist, with a case waiting': () => string;
			'specialist, half done': () => string;
			'adjudicator, with actions to rule on': () => string;
		};
	};
	error: {
		missing: () => string;
		forbidden: () => string;
		elsewhere: () => string;
		busy: () => string;
		other: () => string;
		quote: () => string;
		back: () => string;
		open: () => string;
	};
	offline: {
		title: () => string;
		kept: () => string;
		goBack: () => string;
		again: () => string;
	};
	notFetched: {
		title: () => string;
		words: () => string;
	};
	refusal: {
		'account-disabled': () => string;
		'action-gone': () => string;
		'actions-left': (values: { left: number; of: string | number }) => string;
		'already-submitted': () => string;
		busy: () => string;
		'case-changed': () => string;
		'case-missing': () => string;
		'case-released': () => string;
		'case-shown-again': () => string;
		'case-submitted': () => string;
		'case-withdrawn': () => string;
		'comment-changed': () => string;
		'form-invalid': () => string;
		'link-used': () => string;
		'not-found': () => string;
		'not-qualified': () => string;
		'not-submitted': () => string;
		'not-tried': () => string;
		'operation-reused': () => string;
		'other-account': () => string;
		'other-address': (values: { origin: string | number }) => string;
		'other-person': () => string;
		'present-password-wrong': () => string;
		'rating-changed': () => string;
		'reasons-missing': (values: { missing: number }) => string;
		'request-invalid': () => string;
		'result-stands': () => string;
		'round-locked': () => string;
		'session-ended': () => string;
		'signature-unknown': () => string;
		'slow-down': (values: { seconds: number }) => string;
		unexpected: () => string;
		unexplained: (values: { status: string | number }) => string;
		'unsubscribe-unknown': () => string;
		'wrong-password': () => string;
	};
	header: {
		studies: () => string;
		account: (values: { name: string | number }) => string;
	};
	signOut: {
		button: () => string;
		title: () => string;
		changes: (values: { count: number }) => string;
		comments: (values: { count: number }) => string;
		forms: (values: { count: number }) => string;
		anyway: () => string;
		stay: () => string;
	};
	waiting: {
		aCase: () => string;
		changes: (values: { count: number }) => string;
		decide: () => string;
		sending: () => string;
		lost: () => string;
		discard: () => string;
	};
	myCases: {
		title: () => string;
		noStudy: () => string;
		noStudyWords: () => string;
		toStudies: () => string;
		synthetic: () => string;
		round: (values: { round: string | number }) => string;
		noCase: () => string;
		allSubmitted: (values: { cases: number }) => string;
		left: (values: { actions: number; open: string | number; cases: number }) => string;
		locked: () => string;
		due: (values: { day: string | number }) => string;
		dueToday: () => string;
		overdue: (values: { day: string | number }) => string;
		minutes: (values: { minutes: number }) => string;
		hours: (values: { hours: number }) => string;
		start: (values: { case: string | number; left: number }) => string;
		continue: (values: { case: string | number; left: number }) => string;
		notice: () => string;
		fromCoordinator: () => string;
		submittedOn: (values: { day: string | number }) => string;
		reopened: () => string;
		inProgress: () => string;
		notStarted: () => string;
		again: () => string;
		hidden: () => string;
	};
	qualification: {
		title: () => string;
		grade: (values: { agreed: number; of: string | number }) => string;
		tries: (values: { left: number }) => string;
		moreTries: (values: { left: number }) => string;
		asked: (values: { passMark: string | number; band: number }) => string;
		closed: () => string;
		notOpenYet: () => string;
		toTake: (values: { cases: number; asked: string | number; tries: string | number }) => string;
		again: (values: { asked: string | number; tries: string | number }) => string;
		notPassedYet: (values: { grade: string | number }) => string;
		notPassed: (values: { grade: string | number; passMark: string | number }) => string;
		noTryLeft: () => string;
		passed: (values: { grade: string | number }) => string;
		accepted: () => string;
		seeKey: () => string;
		wait: () => string;
		open: () => string;
		openWithKey: () => string;
		thisCase: (values: { passMark: string | number; tries: string | number }) => string;
		reopened: (values: {
			grade: string | number;
			passMark: string | number;
			tries: string | number;
		}) => string;
		countsForNothing: () => string;
		key: () => string;
	};
	screen: {
		leave: () => string;
		case: () => string;
		actions: () => string;
		presentation: () => string;
		reopened: () => string;
		again: () => string;
		notSubmitted: () => string;
	};
	caseHeader: {
		place: (values: { index: string | number; of: string | number }) => string;
		qualificationPlace: (values: { index: string | number; of: string | number }) => string;
		round: (values: { round: string | number }) => string;
		locked: () => string;
		lockedBy: () => string;
		withdrawn: () => string;
		released: () => string;
		rated: () => string;
	};
	presentation: {
		title: () => string;
		smaller: () => string;
		larger: () => string;
		question: () => string;
		synthetic: () => string;
	};
	guidelines: {
		title: () => string;
		close: () => string;
		searchIn: () => string;
		search: () => string;
		none: () => string;
		nothing: (values: { term: string | number }) => string;
		found: (values: { found: string | number; all: number }) => string;
		changed: () => string;
		titleChanged: () => string;
		whatChanged: () => string;
		changedOn: (values: { what: string; day: string | number }) => string;
		readAnew: () => string;
		added: () => string;
		removed: () => string;
		scale: () => string;
		see: () => string;
		haveRead: () => string;
	};
	zones: {
		harmful: {
			name: () => string;
			when: () => string;
			range: () => string;
			said: () => string;
		};
		uncertain: {
			name: () => string;
			range: () => string;
			said: () => string;
		};
		beneficial: {
			name: () => string;
			when: () => string;
			range: () => string;
			said: () => string;
		};
	};
	scale: {
		1: {
			label: () => string;
			meaning: () => string;
		};
		2: {
			label: () => string;
			meaning: () => string;
		};
		3: {
			label: () => string;
			meaning: () => string;
		};
		4: {
			label: () => string;
			meaning: () => string;
		};
		5: {
			label: () => string;
			meaning: () => string;
		};
		6: {
			label: () => string;
			meaning: () => string;
		};
		7: {
			label: () => string;
			meaning: () => string;
		};
		8: {
			label: () => string;
			meaning: () => string;
		};
		9: {
			label: () => string;
			meaning: () => string;
		};
	};
	cannotRate: {
		'outside-specialty': () => string;
		'not-enough-information': () => string;
		'wording-ambiguous': () => string;
	};
	flags: {
		'missing-information': () => string;
		'ambiguous-wording': () => string;
		'outside-specialty': () => string;
		duplicate: () => string;
		other: () => string;
	};
	answer: {
		score: (values: { score: string | number; label: string | number }) => string;
		cannotRate: {
			'outside-specialty': () => string;
			'not-enough-information': () => string;
			'wording-ambiguous': () => string;
		};
		notRated: () => string;
		notScored: () => string;
		flags: (values: { flags: string | number }) => string;
	};
	second: {
		ask: (values: { before: string; score: string | number }) => string;
		changed: (values: {
			number: string | number;
			before: string | number;
			after: string | number;
		}) => string;
		cannotRate: () => string;
		undo: () => string;
	};
	action: {
		says: (values: { meaning: string | number }) => string;
		wouldSay: (values: { meaning: string | number }) => string;
		hasComment: () => string;
		flagged: () => string;
		cannotRate: () => string;
		comment: () => string;
		flag: () => string;
		why: () => string;
		flags: () => string;
		cancel: () => string;
		done: () => string;
		commentOn: (values: { number: string | number }) => string;
		commentHint: () => string;
		commentShared: () => string;
		commentTooLong: () => string;
		closes: () => string;
	};
	caseComment: {
		label: () => string;
		hint: () => string;
	};
	footer: {
		locked: () => string;
		submitted: () => string;
		nextCase: () => string;
		rate: () => string;
		keep: () => string;
		change: () => string;
		cannotRate: () => string;
		comment: () => string;
		flag: () => string;
		undo: () => string;
		allKeys: () => string;
		nothingTo: {
			undo: () => string;
			redo: () => string;
		};
		allRated: () => string;
		left: (values: { count: number }) => string;
		about: (values: { minutes: number }) => string;
		review: () => string;
	};
	clock: {
		minutes: (values: { minutes: string | number }) => string;
		active: () => string;
		paused: () => string;
		pausedSpoken: () => string;
		pause: (values: { minutes: string | number }) => string;
		goOn: () => string;
		hint: () => string;
		pausedHint: () => string;
	};
	saving: {
		saved: () => string;
		saving: (values: { waiting: string | number }) => string;
		'too-long': () => string;
		offline: (values: { waiting: string | number }) => string;
		retrying: (values: { waiting: string | number }) => string;
		'signed-out': (values: { waiting: string | number }) => string;
		conflict: () => string;
		refused: () => string;
		tryNow: () => string;
		notKept: () => string;
		notKeptWhy: () => string;
		spoken: {
			saved: () => string;
			'too-long': () => string;
			offline: () => string;
			retrying: () => string;
			'signed-out': (values: { waiting: number }) => string;
			conflict: () => string;
			refused: () => string;
		};
	};
	conflict: {
		title: () => string;
		rating: () => string;
		comment: () => string;
		mine: () => string;
		theirs: () => string;
		noComment: () => string;
		keep: () => string;
	};
	refused: {
		title: () => string;
		stays: () => string;
		commentStays: () => string;
		discard: () => string;
		discardAll: (values: { waiting: string | number }) => string;
		tryAgain: () => string;
	};
	keys: {
		title: () => string;
		ctrl: () => string;
		shift: () => string;
		rate: () => string;
		keep: () => string;
		cannotRate: () => string;
		move: () => string;
		read: () => string;
		comment: () => string;
		caseComment: () => string;
		flags: () => string;
		undo: () => string;
		redo: () => string;
		pause: () => string;
		presentation: () => string;
		guidelines: () => string;
		review: () => string;
		help: () => string;
		single: () => string;
		close: () => string;
	};
	letters: {
		title: () => string;
		hint: () => string;
		usual: () => string;
		notALetter: () => string;
		taken: (values: { letter: string | number; command: string | number }) => string;
		commands: {
			next: () => string;
			previous: () => string;
			comment: () => string;
			flags: () => string;
			undo: () => string;
			guidelines: () => string;
			presentation: () => string;
			pause: () => string;
			keep: () => string;
		};
	};
	review: {
		title: (values: { case: string | number }) => string;
		chart: (values: { counts: string | number }) => string;
		times: (values: { count: string | number; score: string | number }) => string;
		comment: () => string;
		change: () => string;
		unrated: (values: { left: number; of: string | number }) => string;
		reasons: (values: { missing: number }) => string;
		unsaved: {
			saving: (values: { waiting: number }) => string;
			offline: (values: { waiting: number }) => string;
			retrying: (values: { waiting: number }) => string;
			'signed-out': (values: { waiting: number }) => string;
			conflict: () => string;
			refused: () => string;
			'too-long': () => string;
		};
		words: () => string;
		hint: () => string;
		back: () => string;
		submit: () => string;
		submitting: () => string;
	};
	secondLook: {
		title: () => string;
		ends: {
			words: () => string;
			why: () => string;
		};
		'cannot-rate': {
			words: () => string;
			why: () => string;
		};
		flagged: {
			words: () => string;
			why: () => string;
		};
		commented: {
			words: () => string;
			why: () => string;
		};
		quick: {
			words: () => string;
			why: () => string;
		};
	};
	signed: {
		title: () => string;
		by: (values: { name: string | number }) => string;
		locked: () => string;
		takeBack: () => string;
		lockedBefore: () => string;
		reference: () => string;
		referenceTitle: () => string;
	};
	takeBack: {
		title: () => string;
		words: () => string;
		hint: () => string;
		leave: () => string;
		button: () => string;
		busy: () => string;
		unreachable: () => string;
	};
	signInAgain: {
		title: () => string;
		ended: () => string;
		kept: (values: { count: number }) => string;
		button: (values: { name: string | number }) => string;
		unreachable: () => string;
	};
	categories: {
		Counseling: () => string;
		Diagnostic: () => string;
		Medication: () => string;
		Procedure: () => string;
		'Follow-up': () => string;
		Multiple: () => string;
	};
	specialties: {
		'Allergy and immunology': () => string;
		Cardiology: () => string;
		Dermatology: () => string;
		Endocrinology: () => string;
		Gastroenterology: () => string;
		Gynaecology: () => string;
		Hematology: () => string;
		'Infectious diseases': () => string;
		'Internal medicine': () => string;
		Nephrology: () => string;
		Neurology: () => string;
		Oncology: () => string;
		Ophthalmology: () => string;
		Orthopaedics: () => string;
		Psychiatry: () => string;
		Pulmonology: () => string;
		Rheumatology: () => string;
		Urology: () => string;
	};
	practice: {
		offer: () => string;
		offerWords: () => string;
		begin: () => string;
		notNow: () => string;
		again: () => string;
	};
};
export type AccountText = {
	join: {
		title: () => string;
		welcome: (values: { name: string | number }) => string;
		choose: (values: { email: string | number }) => string;
		passwordHint: () => string;
		done: () => string;
		setUp: () => string;
		setUpHint: () => string;
		name: () => string;
		create: () => string;
		wrong: {
			'Give a name.': () => string;
			'At most 200 characters.': () => string;
			'This is not an e-mail address.': () => string;
			'Use at least 8 characters.': () => string;
			'Use at most 128 characters.': () => string;
			'This password is among those tried first; choose another.': () => string;
		};
		until: (values: { day: string | number }) => string;
		from: (values: { name: string | number }) => string;
		newFrom: (values: { name: string | number }) => string;
		reset: () => string;
		resetHint: (values: { email: string | number }) => string;
		newPassword: () => string;
		studies: () => string;
		dead: {
			title: () => string;
			used: () => string;
			expired: () => string;
			unknown: () => string;
			ask: (values: { name: string | number }) => string;
			askSender: () => string;
			toSignIn: () => string;
			toForgotten: () => string;
		};
	};
	forgotten: {
		title: () => string;
		hint: () => string;
		send: () => string;
		sent: () => string;
		sentWords: (values: { email: string | number }) => string;
		nothing: () => string;
		again: () => string;
		noMail: () => string;
		toSignIn: () => string;
	};
	unsubscribe: {
		title: () => string;
		words: (values: { email: string | number }) => string;
		button: () => string;
		done: () => string;
		doneWords: (values: { email: string | number }) => string;
		toAccount: () => string;
	};
	me: {
		title: () => string;
		roles: {
			coordinator: () => string;
			adjudicator: () => string;
			rater: () => string;
			observer: () => string;
			submitter: () => string;
		};
		name: {
			title: () => string;
			label: () => string;
			hint: () => string;
			save: () => string;
			email: () => string;
			emailHint: () => string;
		};
		language: {
			title: () => string;
			hint: () => string;
		};
		mail: {
			title: () => string;
			label: () => string;
			hint: () => string;
			off: () => string;
			save: () => string;
		};
		password: {
			title: () => string;
			present: () => string;
			next: () => string;
			hint: () => string;
			save: () => string;
			forgotten: () => string;
		};
		sessions: {
			title: () => string;
			here: () => string;
			since: (values: { moment: string | number }) => string;
			lastUsed: (values: { day: string | number }) => string;
			unknown: () => string;
			browser: (values: { browser: string | number; system: string | number }) => string;
			more: (values: { count: number }) => string;
			only: () => string;
			end: () => string;
			ask: () => string;
			askWords: (values: { count: number }) => string;
			cancel: () => string;
		};
		part: {
			title: () => string;
			none: () => string;
			administrator: () => string;
			adjudicates: () => string;
			paused: () => string;
			left: () => string;
			runBy: (values: { names: string | number }) => string;
			specialties: () => string;
			noSpecialty: () => string;
			wrong: (values: { names: string | number }) => string;
			wrongAsk: () => string;
		};
		done: {
			name: () => string;
			remindersOn: () => string;
			remindersOff: () => string;
			password: (values: { ended: number }) => string;
			sessions: (values: { ended: number }) => string;
		};
	};
};
export type PracticeText = {
	title: () => string;
	header: {
		plain: () => string;
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
export type LaterText = {
	intro: {
		apart: (values: { asked: number; actions: number; raters: number }) => string;
		again: (values: { asked: number; actions: string | number }) => string;
		own: () => string;
		none: () => string;
		record: () => string;
		unnamed: () => string;
	};
	signs: {
		title: () => string;
		others: () => string;
		own: (values: { round: number }) => string;
		median: () => string;
	};
	points: {
		1: () => string;
		2: () => string;
		3: () => string;
		4: () => string;
		5: () => string;
		6: () => string;
		7: () => string;
		8: () => string;
		9: () => string;
	};
	zones: {
		harmful: () => string;
		uncertain: () => string;
		beneficial: () => string;
	};
	own: {
		score: (values: { score: string | number; words: string | number }) => string;
		cannotRate: {
			'outside-specialty': () => string;
			'not-enough-information': () => string;
			'wording-ambiguous': () => string;
		};
		none: () => string;
	};
	median: (values: { median: string | number }) => string;
	noMedian: () => string;
	others: {
		said: (values: { list: string | number }) => string;
		score: (values: { count: string | number; score: string | number }) => string;
		unable: (values: { count: string | number }) => string;
		none: () => string;
	};
	unable: (values: { count: number }) => string;
	wrote: (values: { comment: string | number }) => string;
	comments: () => string;
	standing: {
		open: () => string;
		given: () => string;
		kept: (values: { score: string | number }) => string;
		keptCannotRate: () => string;
		changed: (values: { from: string | number; to: string | number }) => string;
		cannotRate: () => string;
		noReason: () => string;
	};
	keep: {
		score: (values: { score: string | number }) => string;
		cannotRate: () => string;
		orKeys: () => string;
		orTap: () => string;
		orPress: () => string;
		asksReason: () => string;
	};
	reason: {
		why: (values: { from: string | number; to: string | number }) => string;
		enter: () => string;
	};
};
