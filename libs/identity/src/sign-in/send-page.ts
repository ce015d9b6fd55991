import type { Response } from 'express';

/** Answers with a page that nobody keeps: it tells who is signed in. */
export const sendPage = (response: Response, status: number, page: string): void => {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(page);
};
