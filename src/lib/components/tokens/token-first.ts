/** What puts a token where commands look for it: it is not to stand in a file, or in what a shell remembers. */
export const TOKEN_FIRST = `read -rs PRIMUM_TOKEN && export PRIMUM_TOKEN`;
