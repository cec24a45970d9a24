/** Events of the window, told by forms that are sent in the background: on its way, and answered. */
export const SENDING = 'primum:sending';
export const SENT = 'primum:sent';
