// SPDX-License-Identifier: Apache-2.0
declare module "virtual:catalogue/*" {
  const messages: import("./text/t.tsx").Catalogue;
  export default messages;
}

declare module "virtual:languages" {
  /** The languages that a person can choose. */
  const languages: readonly string[];
  export default languages;
}
