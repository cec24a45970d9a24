// The service worker shows this page in place of another, whose scripts would not know it.
export const csr = false;
