/** Lets the keyboard scroll what is longer than its place. */
import type { Attachment } from 'svelte/attachments';

/** A stop for Tab as long as there is more of the element than shows; nothing to stop at otherwise. */
export const reachable: Attachment<HTMLElement> = (element) => {
	const look = () => {
		if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
		else element.removeAttribute('tabindex');
	};
	const observer = new ResizeObserver(look);
	observer.observe(element);
	return () => observer.disconnect();
};
