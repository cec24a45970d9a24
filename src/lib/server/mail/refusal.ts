/** Why a mail did not leave, in words, and whether trying again can help. */

/** What nodemailer throws. */
type Thrown = {
	code?: string;
	command?: string;
	responseCode?: number;
	response?: string;
	message?: string;
};

export type MailRefusal = {
	/** True where the server will refuse this mail whenever it is sent. */
	permanent: boolean;
	/** A sentence for the coordinator or the operator, with the server's own. */
	sentence: string;
};

/** Nobody's fault but the set-up's: the next mail fares no better, and this one leaves once that is mended. */
const SET_UP: Record<string, string> = {
	EAUTH: 'The mail server does not accept the name or the password in SMTP_URL.',
	ENOAUTH: 'The mail server wants a name and a password: put them into SMTP_URL.',
	ETLS: 'The connection to the mail server could not be encrypted.',
	EDNS: 'The mail server in SMTP_URL is not known by that name.',
	ECONNECTION: 'The mail server ended the connection.',
	ETIMEDOUT: 'The mail server did not answer in time.',
	ESOCKET: 'The mail server cannot be reached.'
};

/** @param thrown by `send` */
export function refusalOf(thrown: unknown): MailRefusal {
	const { code, command, responseCode, response, message } = (thrown ?? {}) as Thrown;
	const said = response === undefined ? inBrackets(message) : ` It said: ${shortened(response)}`;
	if (code === 'EAUTH' || command?.startsWith('AUTH')) {
		return { permanent: false, sentence: `${SET_UP.EAUTH}${said}` };
	}
	if (responseCode !== undefined) {
		const permanent = responseCode >= 500;
		const how = permanent ? 'The mail server refused it.' : 'The mail server refused it for now.';
		return { permanent, sentence: `${how}${said}` };
	}
	// An address that cannot stand in an envelope will not become one.
	if (code === 'EENVELOPE') {
		return { permanent: true, sentence: `This is no address to send to.${said}` };
	}
	const why = SET_UP[code ?? ''] ?? 'The mail could not be sent.';
	return { permanent: false, sentence: `${why}${said}` };
}

/** Longer answers tell nobody more. */
const MOST_SAID = 400;

const shortened = (said: string) => said.replace(/\s+/g, ' ').trim().slice(0, MOST_SAID);

const inBrackets = (message = '') => (message === '' ? '' : ` (${shortened(message)})`);
