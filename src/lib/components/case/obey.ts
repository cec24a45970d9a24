/** What a key does on a case: the commands of the keyboard, carried out on a session. */
import { CANNOT_RATE_REASONS, FLAGS } from '#lib/domain/rating.ts';
import type { CaseSession } from '#lib/state/case-session.svelte.ts';
import { commandOf, composes, digit, type Command } from '#lib/state/keys.ts';
import type { Preferences } from '#lib/state/preferences.svelte.ts';

/** The commands that are not about one action; each screen says what they do there. */
export type ScreenCommand =
	'guidelines' | 'presentation' | 'help' | 'review' | 'case-comment' | 'take-back';

type Given = {
	session: CaseSession;
	preferences: Preferences;
	/** Puts the keyboard on the framed row. */
	reveal: () => void;
	/** Carries out a command of the screen. */
	onscreen: (command: ScreenCommand) => void;
};

/**
 * What listens to the keys of a case.
 *
 * @param given the session whose actions the keys move among and rate
 */
export function keyListener(given: Given): (event: KeyboardEvent) => void {
	const { session, preferences } = given;
	return (event) => {
		session.clock.time.input(performance.now());
		if (event.defaultPrevented || composes(event)) return;
		if (document.querySelector('dialog:modal') !== null) return;
		const command = commandOf(
			event,
			preferences.singleKeys,
			preferences.letters,
			session.focused?.own != null
		);
		if (isTyping(event.target) && command?.do !== 'review') return;
		if (scrolls(event)) return;
		if (drawerKey(event, given)) {
			event.preventDefault();
		} else if (command !== null && (!event.repeat || mayRepeat(command))) {
			event.preventDefault();
			obey(command, given);
		}
	};
}

function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	return target.isContentEditable || target.matches('input, textarea, select');
}

/** Where something scrolls by itself, such as the presentation, the arrow keys are its own. */
function scrolls({ key, target }: KeyboardEvent): boolean {
	if (!key.startsWith('Arrow') || !(target instanceof HTMLElement)) return false;
	return target.matches('[role=region][tabindex="0"]');
}

/** A held key must not rate one action after the other. */
function mayRepeat(command: Command): boolean {
	return ['move', 'undo', 'redo'].includes(command.do);
}

/** Keys that mean something else while a drawer is open. */
function drawerKey(event: KeyboardEvent, { session, reveal }: Given): boolean {
	const { drawer } = session;
	if (drawer === null || event.ctrlKey || event.metaKey || event.altKey) return false;
	if (event.key === 'Escape') {
		session.closeDrawer();
		reveal();
		return true;
	}
	const pressed = digit(event);
	if (pressed === null || drawer === 'comment') return false;
	const flag = drawer === 'flags' ? FLAGS[pressed - 1] : undefined;
	const reason = drawer === 'cannot-rate' ? CANNOT_RATE_REASONS[pressed - 1] : undefined;
	if (flag !== undefined && !event.repeat) session.toggleFlag(flag);
	if (reason !== undefined && !event.repeat) {
		session.cannotRate(reason);
		reveal();
	}
	// Any other digit is taken too: with a list of reasons open it must not become a score.
	return pressed !== 0;
}

function obey(command: Command, { session, reveal, onscreen }: Given): void {
	switch (command.do) {
		case 'guidelines':
		case 'presentation':
		case 'help':
		case 'review':
			onscreen(command.do);
			return;
		case 'undo':
			// Nothing of a signed case can be undone; what can be is its submission.
			if (session.readOnly) onscreen('take-back');
			else session.undo();
			break;
		case 'redo':
			session.redo();
			break;
	}
	if (session.readOnly) return;
	switch (command.do) {
		case 'rate':
			session.rateAndGoOn(command.score);
			if (asksWhy(session)) return;
			break;
		case 'keep':
			session.keepFormer();
			break;
		case 'move':
			session.move(command.by);
			break;
		case 'pause':
			session.togglePause();
			return;
		case 'case-comment':
			onscreen('case-comment');
			return;
		case 'cannot-rate':
		case 'comment':
		case 'flags':
			session.toggle(command.do);
			// A drawer that opens takes the keyboard and comes into view by itself.
			if (session.drawer !== null) return;
	}
	reveal();
}

/** True where the score just given waits for its reason: the field for it takes the keyboard by itself. */
export function asksWhy({ focused, drawer }: CaseSession): boolean {
	return drawer === 'comment' && focused?.lacksReason === true;
}
