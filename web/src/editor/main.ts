// SPDX-License-Identifier: Apache-2.0
// The script of the composer's frame (an opaque origin without network).
export {};
