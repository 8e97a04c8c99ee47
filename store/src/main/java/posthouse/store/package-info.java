// SPDX-License-Identifier: Apache-2.0
/** Accounts, mailboxes, messages, blobs, quota, rights rows, change log, checker: the model of STORE on one narrow engine. */
@NullMarked
package posthouse.store;

import org.jspecify.annotations.NullMarked;
