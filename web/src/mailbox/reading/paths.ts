// SPDX-License-Identifier: Apache-2.0

/** Addresses of a message that the server renders beside JMAP. */
export function paths(accountId: string, emailId: string) {
  const own = `${encodeURIComponent(accountId)}/${encodeURIComponent(emailId)}`;
  return {
    print: `/mail/print/${own}`,
    source: `/mail/source/${own}`,
    files: `/mail/files/${own}.zip`,
    frame: (images: "none" | "proxy", theme: "light" | "dark") =>
      `/mail/frame/${own}?images=${images}&theme=${theme}`,
  };
}
