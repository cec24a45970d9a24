/**
 * Primum's own words for its mails, which a study may replace by its own, and the nouns and days that stand in
 * them. They are no messages of the catalogue: whoever edits them on a page writes plain text with placeholders
 * (domain/mail-words.ts), and they are read by programs that nothing has compiled.
 */
import type { Language } from '#lib/domain/language.ts';

type Kind =
	| 'invitation'
	| 'reminder'
	| 'round-opened'
	| 'next-round'
	| 'rulings-wait'
	| 'submission-scored'
	| 'submission-approved'
	| 'submission-rejected'
	| 'password';

const EN: Record<Kind, { subject: string; body: string }> = {
	invitation: {
		subject: 'Invitation to {study}',
		body: `Dear {name},

We would be glad to have you take part in {study}. Physicians read clinical cases and rate how beneficial or harmful each possible action would be.

Please begin here:
{link}

This link is for you alone. It works once, until {expires}, and lets you choose a password.

A case takes about 10 to 20 minutes. Every answer is saved at once, so you can stop and come back whenever it suits you.

Kind regards
{coordinator}`
	},
	reminder: {
		subject: '{study}: {cases} left',
		body: `Dear {name},

A short reminder: in {study} you still have {cases} open.
That is {left} to rate.

You can pick up exactly where you left off:
{link}

It would help us to have them by {due}.

If you cannot continue, just reply to this e-mail, and somebody else will take over.

Thank you for your time
{coordinator}`
	},
	'round-opened': {
		subject: '{study}: your cases are ready',
		body: `Dear {name},

Your cases in {study} are ready: {cases}, {actions} in all.

Start whenever it suits you, and stop whenever you like; every answer is saved at once:
{link}

It would help us to have them by {due}.

Thank you for your time
{coordinator}`
	},
	'next-round': {
		subject: '{study}: {round} is open, {actions}',
		body: `Dear {name},

Thank you for your ratings in {study}. Now {round} is open. It asks again about some actions only, mostly those on which the physicians are still apart: for you {actions} in {cases}, which you have rated before.

What is different this time: beside each action you see your own score and, without names, how the others rated and where the middle lies. You keep your score or change it, with one key each. There is no need to agree with the others: what counts is your own judgement.

You can start here, and stop whenever you like; every answer is saved at once:
{link}

It would help us to have them by {due}.

Thank you for your time
{coordinator}`
	},
	'rulings-wait': {
		subject: '{study}: {actions} to rule on',
		body: `Dear {name},

In {study} the physicians remain apart on some actions, and it is for you to rule on them: {actions} in {cases}.

You read each case once and see how the physicians rated, with their comments and without their names. A ruling takes one key and a sentence that says why. Stop whenever you like; what you have ruled is kept:
{link}

Thank you for your time
{coordinator}`
	},
	'submission-scored': {
		subject: '{study}: {submission} is scored',
		body: `Dear {name},

Your submission {submission} to release {release} of {study} is scored. It comes onto the leaderboard once it is approved; you will be told.

You can look at it here:
{link}

Kind regards
{coordinator}`
	},
	'submission-approved': {
		subject: '{study}: {submission} is on the leaderboard',
		body: `Dear {name},

Your submission {submission} to release {release} of {study} was approved, and now stands on the leaderboard.

You can look at it, send a later version or withdraw it here:
{link}

Kind regards
{coordinator}`
	},
	'submission-rejected': {
		subject: '{study}: {submission} was not approved',
		body: `Dear {name},

Your submission {submission} to release {release} of {study} was not approved, and does not stand on the leaderboard.

The reason given is: {reason}

You can look at it, and send a later version, here:
{link}

If you have a question, just reply to this e-mail.

Kind regards
{coordinator}`
	},
	password: {
		subject: 'A new password for Primum',
		body: `Dear {name},

You can choose a new password for Primum here:
{link}

The link works once, within two hours of this mail.

If you did not ask for it, you need do nothing: your password stays as it is.`
	}
};

const DE: Record<Kind, { subject: string; body: string }> = {
	invitation: {
		subject: 'Einladung: {study}',
		body: `Guten Tag {name},

wir würden uns freuen, wenn Sie bei {study} mitmachen. Ärztinnen und Ärzte sehen sich dort klinische Fälle an und bewerten für jede mögliche Maßnahme, wie viel sie nützen oder schaden würde.

Hier geht es los:
{link}

Dieser Link ist nur für Sie. Er gilt einmal, bis zum {expires}; dabei wählen Sie ein Passwort.

Ein Fall dauert etwa 10 bis 20 Minuten. Jede Antwort wird sofort gespeichert: Sie können jederzeit unterbrechen und später weitermachen.

Freundliche Grüße
{coordinator}`
	},
	reminder: {
		subject: '{study}: noch {cases}',
		body: `Guten Tag {name},

eine kurze Erinnerung: In {study} ist bei Ihnen noch etwas offen, nämlich {cases}.
Noch zu bewerten: {left}.

Sie können genau dort weitermachen, wo Sie aufgehört haben:
{link}

Es würde uns helfen, wenn Sie bis zum {due} fertig werden.

Wenn Sie nicht weitermachen können, antworten Sie einfach auf diese Mail; dann übernimmt jemand anderes.

Vielen Dank für Ihre Zeit
{coordinator}`
	},
	'round-opened': {
		subject: '{study}: Ihre Fälle sind bereit',
		body: `Guten Tag {name},

in {study} sind Ihre Fälle bereit: {cases} mit zusammen {actions}.

Fangen Sie an, wann es Ihnen passt, und unterbrechen Sie, wann Sie möchten; jede Antwort wird sofort gespeichert:
{link}

Es würde uns helfen, wenn Sie bis zum {due} fertig werden.

Vielen Dank für Ihre Zeit
{coordinator}`
	},
	'next-round': {
		subject: '{study}: {round} hat begonnen, {actions}',
		body: `Guten Tag {name},

vielen Dank für Ihre Bewertungen in {study}. Nun hat {round} begonnen. Gefragt wird noch einmal, aber nur nach einigen Maßnahmen, meist nach solchen, bei denen die Einschätzungen auseinandergehen. Bei Ihnen sind es {cases} mit zusammen {actions}; Sie haben sie alle schon einmal bewertet.

Das ist diesmal anders: Neben jeder Maßnahme sehen Sie Ihre eigene Bewertung und, ohne Namen, wie die anderen bewertet haben und wo die Mitte liegt. Mit einer Taste behalten Sie Ihre Bewertung oder ändern sie. Sie müssen sich den anderen nicht anschließen: Es zählt Ihr eigenes Urteil.

Hier können Sie anfangen und jederzeit unterbrechen; jede Antwort wird sofort gespeichert:
{link}

Es würde uns helfen, wenn Sie bis zum {due} fertig werden.

Vielen Dank für Ihre Zeit
{coordinator}`
	},
	'rulings-wait': {
		subject: '{study}: {actions} zu entscheiden',
		body: `Guten Tag {name},

in {study} gehen die Einschätzungen bei einigen Maßnahmen weiter auseinander. Nun bitten wir Sie um eine Entscheidung: {cases} mit zusammen {actions}.

Jeden Fall lesen Sie nur einmal. Sie sehen, wie die Ärztinnen und Ärzte bewertet haben, mit ihren Kommentaren und ohne Namen. Für eine Entscheidung genügen eine Taste und ein Satz zur Begründung. Unterbrechen Sie, wann Sie möchten; was Sie entschieden haben, bleibt gespeichert:
{link}

Vielen Dank für Ihre Zeit
{coordinator}`
	},
	'submission-scored': {
		subject: '{study}: {submission} ist ausgewertet',
		body: `Guten Tag {name},

Ihre Einreichung {submission} zu Release {release} von {study} ist ausgewertet. Auf der Rangliste erscheint sie, sobald sie freigegeben ist; Sie erhalten dann eine Nachricht.

Hier können Sie sie ansehen:
{link}

Freundliche Grüße
{coordinator}`
	},
	'submission-approved': {
		subject: '{study}: {submission} steht auf der Rangliste',
		body: `Guten Tag {name},

Ihre Einreichung {submission} zu Release {release} von {study} wurde freigegeben und steht nun auf der Rangliste.

Hier können Sie sie ansehen, eine neue Fassung schicken oder sie zurückziehen:
{link}

Freundliche Grüße
{coordinator}`
	},
	'submission-rejected': {
		subject: '{study}: {submission} wurde nicht freigegeben',
		body: `Guten Tag {name},

Ihre Einreichung {submission} zu Release {release} von {study} wurde nicht freigegeben und steht nicht auf der Rangliste.

Als Grund ist angegeben: {reason}

Hier können Sie sie ansehen und eine neue Fassung schicken:
{link}

Wenn Sie Fragen haben, antworten Sie einfach auf diese Mail.

Freundliche Grüße
{coordinator}`
	},
	password: {
		subject: 'Ein neues Passwort für Primum',
		body: `Guten Tag {name},

hier können Sie ein neues Passwort für Primum wählen:
{link}

Der Link gilt einmal und nur zwei Stunden lang.

Wenn Sie nicht darum gebeten haben, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.`
	}
};

/** By language and kind. */
export const OWN_WORDS = { en: EN, de: DE } satisfies Record<Language, unknown>;

const counted = (one: string, more: string) => (count: number) =>
	`${count} ${count === 1 ? one : more}`;

type Said = {
	cases(count: number): string;
	actions(count: number): string;
	/** By its number. */
	round(number: number): string;
	/** @param at milliseconds since 1970; the day is that of UTC */
	day(at: number): string;
	/** Below every reminder. @param link where reminders are switched off */
	noMore(link: string): string;
};

const dayIn = (locale: string) => {
	const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
	return (at: number) => format.format(at);
};

/** What stands in them. */
export const SAID: Record<Language, Said> = {
	en: {
		cases: counted('case', 'cases'),
		actions: counted('action', 'actions'),
		round: (number) => `round ${number}`,
		day: dayIn('en-GB'),
		noMore: (link) =>
			`You are reminded while cases are waiting for you. To stop these reminders:\n${link}`
	},
	de: {
		cases: counted('Fall', 'Fälle'),
		actions: counted('Maßnahme', 'Maßnahmen'),
		round: (number) => `Runde ${number}`,
		day: dayIn('de-DE'),
		noMore: (link) =>
			`Sie werden erinnert, solange Fälle auf Sie warten. Bitte keine Erinnerungen mehr:\n${link}`
	}
};
