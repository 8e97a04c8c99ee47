// SPDX-License-Identifier: Apache-2.0
package posthouse.delivery;

import java.util.HashSet;
import java.util.Set;

/** The flags at the end of a Maildir file's name (":2,FS") as keywords. */
final class MaildirFlags {
    private MaildirFlags() {}

    static Set<String> keywords(String name) {
        int at = name.lastIndexOf(":2,");
        var keywords = new HashSet<String>();
        if (at < 0) return keywords;
        for (int i = at + 3; i < name.length(); i++) {
            switch (name.charAt(i)) {
                case 'S' -> keywords.add("$seen");
                case 'F' -> keywords.add("$flagged");
                case 'R' -> keywords.add("$answered");
                case 'D' -> keywords.add("$draft");
                case 'P' -> keywords.add("$forwarded");
                default -> {}
            }
        }
        return keywords;
    }
}
