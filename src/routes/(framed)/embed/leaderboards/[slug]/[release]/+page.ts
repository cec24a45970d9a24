/** It runs nothing in the page of another site: all of it is links. */
export const csr = false;
