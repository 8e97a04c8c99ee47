// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import posthouse.base.AccountId;
import posthouse.base.MailboxId;
import posthouse.store.Mailbox;

/**
 * A public folder as somebody sees it.
 *
 * @param account the public root that it is in
 * @param path names from the top down, joined by slashes; folders above that may not be seen are left out
 * @param mailbox the folder itself
 */
public record PublicFolder(AccountId account, String path, Mailbox mailbox) {
    public MailboxId id() {
        return mailbox.id();
    }

    public String name() {
        return mailbox.name();
    }
}
