// SPDX-License-Identifier: Apache-2.0
/** The composer windows. Loaded when the first one is asked for. */
export default function ComposeHost() {
  return null;
}
