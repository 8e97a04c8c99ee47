// SPDX-License-Identifier: Apache-2.0
/** The settings pages. Loaded when they are opened. */
export default function Settings(_props: { page: string }) {
  return null;
}
