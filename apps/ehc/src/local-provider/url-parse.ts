// oidc-provider asks for URL.parse, which Node.js has since 22. Ours does the same.
URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
