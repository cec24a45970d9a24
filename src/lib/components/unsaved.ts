/** Told to the window each time what is kept of a form's unsaved fields has changed. */
export const KEPT = 'primum:kept';
