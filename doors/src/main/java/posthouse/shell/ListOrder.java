// SPDX-License-Identifier: Apache-2.0
// RFC 8621 section 4.4.2
package posthouse.shell;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The order of a list as the preferences keep it ("from", "-size"), as the application asks for it. */
final class ListOrder {
    private ListOrder() {}

    /** What is not known here is newest first, as it is for the application. */
    static ObjectNode comparator(String kept, boolean conversations) {
        boolean ascending = !kept.startsWith("-");
        return switch (ascending ? kept : kept.substring(1)) {
            case "date" -> by("receivedAt", ascending);
            case "sent" -> by("sentAt", ascending);
            case "from" -> by("from", ascending);
            case "to" -> by("to", ascending);
            case "subject" -> by("subject", ascending);
            case "size" -> by("size", ascending);
            case "unread" ->
                by(conversations ? "allInThreadHaveKeyword" : "hasKeyword", ascending)
                        .put("keyword", "$seen");
            case "flagged" ->
                by(conversations ? "someInThreadHaveKeyword" : "hasKeyword", ascending)
                        .put("keyword", "$flagged");
            default -> by("receivedAt", false);
        };
    }

    private static ObjectNode by(String property, boolean ascending) {
        return JsonNodeFactory.instance.objectNode().put("property", property).put("isAscending", ascending);
    }
}
