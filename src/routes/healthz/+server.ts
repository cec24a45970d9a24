import type { RequestHandler } from './$types';

/** Alive: the process answers. Says nothing of the database, so that a locked one does not restart us. */
export const GET: RequestHandler = () => new Response('alive\n');
