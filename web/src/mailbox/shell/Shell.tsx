// SPDX-License-Identifier: Apache-2.0
import { useApp } from "../app.ts";

export function Shell() {
  return <main>{useApp().address}</main>;
}
