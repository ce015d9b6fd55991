/**
 * The quantile of the standard normal distribution, within 0.0005.
 *
 * @param share above 0 and below 1
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23.
 */
export const normalQuantile = (share: number): number => {
  const tail = Math.min(share, 1 - share);
  const t = Math.sqrt(-2 * Math.log(tail));
  const distance =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return share < 0.5 ? -distance : distance;
};
