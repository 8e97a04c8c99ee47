// SPDX-License-Identifier: Apache-2.0
// RFC 2046 §5.2.1 message/rfc822
package posthouse.pages.message;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import posthouse.formats.HeaderBlock;
import posthouse.formats.HeaderField;
import posthouse.formats.MailAddress;

/** The head of a message that lies inside another. */
final class AttachedMessage {
    // Markup because: the element is opened by open(), and the bodies between are markup already.
    static final String CLOSE = "</div>";

    private AttachedMessage() {}

    /** An opened element with who wrote it, to whom, when and about what. */
    static String open(HeaderBlock header, UnaryOperator<String> words) {
        Element head = new Element("p").addClass("head");
        line(head, words.apply("page.print.subject"), header.first("Subject").map(HeaderField::text));
        line(head, words.apply("page.print.from"), header.first("From").map(AttachedMessage::people));
        line(head, words.apply("page.print.to"), header.first("To").map(AttachedMessage::people));
        line(head, words.apply("page.print.date"), header.first("Date").map(HeaderField::text));
        Element box = new Element("div").addClass("attached").appendChild(head);
        String html = box.outerHtml();
        return html.substring(0, html.length() - CLOSE.length());
    }

    private static void line(Element head, String label, Optional<String> value) {
        if (value.isEmpty() || value.get().isBlank()) return;
        if (head.childNodeSize() > 0) head.appendElement("br");
        head.appendElement("b").text(label);
        head.appendText(" " + value.get());
    }

    private static String people(HeaderField field) {
        return field.addresses().stream().limit(50).map(AttachedMessage::person).collect(Collectors.joining(", "));
    }

    private static String person(MailAddress a) {
        return a.name().map(name -> name + " <" + a.email() + ">").orElse(a.email());
    }
}
