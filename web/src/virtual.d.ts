// SPDX-License-Identifier: Apache-2.0
declare module "virtual:catalogue" {
  const messages: Record<string, import("./text/message.ts").Message>;
  export default messages;
}
