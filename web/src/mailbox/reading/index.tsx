// SPDX-License-Identifier: Apache-2.0
import type { Id } from "../../jmap/types.ts";

/** The reading pane. The toolbar above it belongs to the shell. */
export function ReadingPane(_props: { emailId: Id }) {
  return null;
}
