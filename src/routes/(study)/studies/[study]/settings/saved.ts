/** What every part of the settings says once it is saved. */
export const SAVED = 'The settings are saved.';
