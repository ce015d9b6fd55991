/** Of the service, its API and its command line; as in package.json, which is not beside the built code. */
export const VERSION = '0.1.0';
