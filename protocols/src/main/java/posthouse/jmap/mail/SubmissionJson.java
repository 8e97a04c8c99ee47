// SPDX-License-Identifier: Apache-2.0
// RFC 8621 §7
package posthouse.jmap.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import posthouse.delivery.Submission;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A submission as JMAP shows it. */
public final class SubmissionJson {
    public static final List<String> PROPERTIES = List.of(
            "id",
            "identityId",
            "emailId",
            "threadId",
            "envelope",
            "sendAt",
            "undoStatus",
            "deliveryStatus",
            "dsnBlobIds",
            "mdnBlobIds");

    private SubmissionJson() {}

    public static ObjectNode of(Submission submission, Set<String> properties) {
        ObjectNode json = Json.object();
        for (String property : properties) {
            switch (property) {
                case "id" -> json.put("id", submission.id().toString());
                case "identityId" ->
                    json.put("identityId", submission.identity().toString());
                case "emailId" -> json.put("emailId", submission.email().toString());
                case "threadId" -> json.put("threadId", submission.thread().toString());
                case "envelope" -> envelope(json.putObject("envelope"), submission);
                case "sendAt" -> json.put("sendAt", submission.sendAt().toString());
                case "undoStatus" -> json.put("undoStatus", undo(submission));
                case "deliveryStatus" -> delivery(json, submission);
                case "dsnBlobIds", "mdnBlobIds" -> json.putArray(property);
                default -> throw new IllegalStateException(property);
            }
        }
        return json;
    }

    static String undo(Submission submission) {
        return submission.undo().name().toLowerCase(Locale.ROOT);
    }

    private static void envelope(ObjectNode envelope, Submission submission) {
        address(envelope.putObject("mailFrom"), submission.from());
        ArrayNode to = envelope.putArray("rcptTo");
        submission.to().forEach(recipient -> address(to.addObject(), recipient));
    }

    private static void address(ObjectNode json, String email) {
        json.put("email", email);
        json.putNull("parameters");
    }

    private static void delivery(ObjectNode json, Submission submission) {
        if (submission.deliveries().isEmpty()) {
            json.putNull("deliveryStatus");
            return;
        }
        ObjectNode status = json.putObject("deliveryStatus");
        submission.deliveries().forEach((recipient, delivered) -> {
            ObjectNode one = status.putObject(recipient);
            one.put("smtpReply", delivered.reply());
            one.put("delivered", delivered.done() ? "yes" : delivered.reply().startsWith("5") ? "no" : "queued");
            one.put("displayed", "unknown");
        });
    }
}
