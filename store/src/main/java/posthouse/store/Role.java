// SPDX-License-Identifier: Apache-2.0
package posthouse.store;

/** Roles of mailboxes (RFC 8621 §2, RFC 6154). The order is part of the format: append only. */
public enum Role {
    INBOX("inbox", "Inbox", 1),
    DRAFTS("drafts", "Drafts", 2),
    SENT("sent", "Sent", 3),
    ARCHIVE("archive", "Archive", 4),
    JUNK("junk", "Junk", 5),
    TRASH("trash", "Trash", 6),
    ALL("all", "All", 7),
    FLAGGED("flagged", "Flagged", 8),
    IMPORTANT("important", "Important", 9);

    private final String jmap;
    private final String mailboxName;
    private final int order;

    Role(String jmap, String mailboxName, int order) {
        this.jmap = jmap;
        this.mailboxName = mailboxName;
        this.order = order;
    }

    /** The role's name in JMAP. */
    public String jmap() {
        return jmap;
    }

    /** What a mailbox of this role is called when it is made. */
    public String mailboxName() {
        return mailboxName;
    }

    /** Its sort order when it is made. */
    public int order() {
        return order;
    }

    /** The role of this JMAP name. */
    public static java.util.Optional<Role> of(String jmap) {
        for (Role role : values()) if (role.jmap.equals(jmap)) return java.util.Optional.of(role);
        return java.util.Optional.empty();
    }
}
