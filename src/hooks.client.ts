import type { HandleClientError } from '@sveltejs/kit';

/** What a page says where its own scripts fail: a fault of ours, in the language of the page. */
export const handleError: HandleClientError = ({ status, message }) => ({
	message,
	code: status === 404 ? 'not-found' : 'unexpected'
});
