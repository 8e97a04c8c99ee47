// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §2, RFC 8621 §1.3, RFC 8887 §3, RFC 9425 §2
package posthouse.jmap.core;

import java.util.Set;
import posthouse.jmap.mail.Collation;
import posthouse.jmap.mail.EmailOrder;
import posthouse.jmap.syntax.Json;
import tools.jackson.databind.node.ObjectNode;

/** What is offered, and its limits. */
public final class Capabilities {
    public static final String CORE = "urn:ietf:params:jmap:core";
    public static final String MAIL = "urn:ietf:params:jmap:mail";
    public static final String SUBMISSION = "urn:ietf:params:jmap:submission";
    public static final String VACATION = "urn:ietf:params:jmap:vacationresponse";
    public static final String WEBSOCKET = "urn:ietf:params:jmap:websocket";
    public static final String QUOTA = "urn:ietf:params:jmap:quota";
    /** Ours: preferences, sessions, recipients, bulk work. */
    public static final String VENDOR = "urn:posthouse:jmap:mailbox";

    public static final Set<String> ALL = Set.of(CORE, MAIL, SUBMISSION, VACATION, WEBSOCKET, QUOTA, VENDOR);

    public static final long MAX_UPLOAD = 200L << 20;
    public static final int MAX_CONCURRENT_UPLOAD = 8;
    public static final int MAX_REQUEST = 10_000_000;
    public static final int MAX_CONCURRENT_REQUESTS = 32;
    public static final int MAX_CALLS = 32;
    public static final int MAX_GET = 500;
    public static final int MAX_SET = 500;
    public static final long MAX_ATTACHMENTS = 150L << 20;
    public static final int MAX_DELAYED_SEND = 23 * 3600;

    private Capabilities() {}

    static ObjectNode core() {
        ObjectNode core = Json.object();
        core.put("maxSizeUpload", MAX_UPLOAD);
        core.put("maxConcurrentUpload", MAX_CONCURRENT_UPLOAD);
        core.put("maxSizeRequest", MAX_REQUEST);
        core.put("maxConcurrentRequests", MAX_CONCURRENT_REQUESTS);
        core.put("maxCallsInRequest", MAX_CALLS);
        core.put("maxObjectsInGet", MAX_GET);
        core.put("maxObjectsInSet", MAX_SET);
        var collations = core.putArray("collationAlgorithms");
        for (Collation collation : Collation.values()) collations.add(collation.id());
        return core;
    }

    static ObjectNode mailOfAccount() {
        ObjectNode mail = Json.object();
        mail.putNull("maxMailboxesPerEmail");
        mail.put("maxMailboxDepth", 10);
        mail.put("maxSizeMailboxName", 255);
        mail.put("maxSizeAttachmentsPerEmail", MAX_ATTACHMENTS);
        var sorts = mail.putArray("emailQuerySortOptions");
        EmailOrder.PROPERTIES.forEach(sorts::add);
        mail.put("mayCreateTopLevelMailbox", true);
        return mail;
    }

    static ObjectNode submissionOfAccount() {
        ObjectNode submission = Json.object();
        submission.put("maxDelayedSend", MAX_DELAYED_SEND);
        submission.putObject("submissionExtensions");
        return submission;
    }
}
