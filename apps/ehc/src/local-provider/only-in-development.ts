import type { SignInConfiguration } from '@ehc/platform';

/**
 * The local provider lets anybody be anybody.
 *
 * @throws Error where people are to sign in in earnest
 */
export const refuseOutsideDevelopment = ({ provider }: SignInConfiguration): void => {
  if (provider) {
    throw new Error(
      `EHC_ISSUER names an identity provider (${provider.issuer}), so the local one, at which anybody can be anybody, does not run. Get tokens from that provider, or leave EHC_ISSUER out.`,
    );
  }
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'NODE_ENV is production, and no identity provider is set. The local one, at which anybody can be anybody, runs in development only. Set EHC_ISSUER to yours: see docs/how-to/sign-in-with-your-provider.md.',
    );
  }
};
