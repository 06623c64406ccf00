/** Where this application is served: "/", or what it was built for (`npm run build -- --base=/prefix/`). */
export const ROOT = import.meta.env.BASE_URL;

/** An address below it, whatever page is open. */
export const below = (path: string): URL => new URL(ROOT + path, window.location.origin);
