// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §4.2
package posthouse.jmap.mail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import posthouse.jmap.syntax.Args;

/**
 * What an Email/get asks for of each email.
 *
 * @param properties plain ones, always with the id
 * @param headers those of the form header:…
 * @param maxBytes most octets of each body value; 0 for no limit
 */
public record EmailRequest(
        Set<String> properties,
        List<HeaderProperty> headers,
        Set<String> bodyProperties,
        List<HeaderProperty> bodyHeaders,
        boolean fetchText,
        boolean fetchHtml,
        boolean fetchAll,
        int maxBytes) {

    /** What a message says, wherever it lies. */
    public static final List<String> CONTENT = List.of(
            "messageId",
            "inReplyTo",
            "references",
            "sender",
            "from",
            "to",
            "cc",
            "bcc",
            "replyTo",
            "subject",
            "sentAt",
            "hasAttachment",
            "preview",
            "bodyValues",
            "textBody",
            "htmlBody",
            "attachments");

    private static final List<String> METADATA = Stream.concat(
                    Stream.of("id", "blobId", "threadId", "mailboxIds", "keywords", "size", "receivedAt"),
                    CONTENT.stream())
            .toList();

    private static final Set<String> KNOWN = known();

    private static final List<String> BODY = List.of(
            "partId", "blobId", "size", "name", "type", "charset", "disposition", "cid", "language", "location");

    private static final Set<String> KNOWN_BODY = Set.of(
            "partId",
            "blobId",
            "size",
            "name",
            "type",
            "charset",
            "disposition",
            "cid",
            "language",
            "location",
            "headers",
            "subParts");

    private static Set<String> known() {
        var all = new LinkedHashSet<>(METADATA);
        all.add("headers");
        all.add("bodyStructure");
        return Set.copyOf(all);
    }

    /** Whether an email has a property of this name. */
    public static boolean knows(String name) {
        return HeaderProperty.is(name) ? HeaderProperty.parse(name).isPresent() : KNOWN.contains(name);
    }

    /** Reads the arguments. */
    public static EmailRequest of(Args args) {
        return of(args, METADATA);
    }

    /** Reads the arguments; other properties count when none are named (Email/parse leaves out what a stored email only has). */
    public static EmailRequest of(Args args, List<String> otherwise) {
        Set<String> properties = new LinkedHashSet<>();
        properties.add("id");
        List<HeaderProperty> headers = new ArrayList<>();
        split(args, "properties", otherwise, KNOWN, properties, headers);
        Set<String> body = new LinkedHashSet<>();
        List<HeaderProperty> bodyHeaders = new ArrayList<>();
        split(args, "bodyProperties", BODY, KNOWN_BODY, body, bodyHeaders);
        long max = args.unsigned("maxBodyValueBytes").orElse(0);
        return new EmailRequest(
                properties,
                headers,
                body,
                bodyHeaders,
                args.flag("fetchTextBodyValues", false),
                args.flag("fetchHTMLBodyValues", false),
                args.flag("fetchAllBodyValues", false),
                (int) Math.min(max, Integer.MAX_VALUE));
    }

    private static void split(
            Args args,
            String argument,
            List<String> otherwise,
            Set<String> known,
            Set<String> properties,
            List<HeaderProperty> headers) {
        for (String name : args.strings(argument).orElse(otherwise)) {
            if (HeaderProperty.is(name))
                headers.add(HeaderProperty.parse(name)
                        .orElseThrow(() -> args.bad(argument, name + " is no property of a header")));
            else if (known.contains(name)) properties.add(name);
            else throw args.bad(argument, name + " is no property");
        }
    }

    boolean wants(String property) {
        return properties.contains(property);
    }

    /** Whether the message's bytes are read. */
    boolean readsHeaders() {
        return !headers.isEmpty() || wants("headers");
    }

    boolean readsPartHeaders() {
        return !bodyHeaders.isEmpty() || bodyProperties.contains("headers");
    }

    boolean readsValues() {
        return wants("bodyValues") && (fetchText || fetchHtml || fetchAll);
    }
}
