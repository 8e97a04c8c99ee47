// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.2.3 reply codes · RFC 3463 enhanced codes
package posthouse.smtp;

import java.util.List;
import java.util.Map;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.ProblemId;
import posthouse.base.Problems;
import posthouse.delivery.RecipientOutcome;
import posthouse.smtp.syntax.Reply;

/** Everything that the server says: the one switch from outcomes and failures to replies. */
public final class Replies {
    private final Problems problems;
    private final Dialect dialect;

    public final Reply ok;
    public final Reply reset;
    public final Reply bye;
    public final Reply startData;
    public final Reply readyForTls;
    public final Reply cannotVerify;
    public final Reply senderOk;

    public Replies(Problems problems, Dialect dialect) {
        this.problems = problems;
        this.dialect = dialect;
        this.ok = Reply.of(250, "2.0.0", text("smtp.ok"));
        this.reset = Reply.of(250, "2.0.0", text("smtp.reset"));
        this.bye = Reply.of(221, "2.0.0", text("smtp.bye"));
        this.startData = Reply.of(354, "", text("smtp.data"));
        this.readyForTls = Reply.of(220, "2.0.0", text("smtp.tls"));
        this.cannotVerify = Reply.of(252, "2.1.5", text("smtp.verify"));
        this.senderOk = Reply.of(250, "2.1.0", text("smtp.sender"));
    }

    private String text(String key) {
        return problems.catalogue().text(key);
    }

    private String text(String key, String what) {
        return problems.catalogue().text(key, Map.of("what", what));
    }

    public Reply greeting() {
        return Reply.of(220, "", dialect.host() + (dialect.lmtp() ? " LMTP " : " ESMTP ") + "Posthouse");
    }

    /** The answer to EHLO and LHLO: this server's name, then what it offers. */
    public Reply hello(boolean tls) {
        var lines = new java.util.ArrayList<String>();
        lines.add(dialect.host());
        lines.addAll(dialect.extensions(tls));
        return new Reply(250, "", lines);
    }

    /** The answer to HELO. */
    public Reply plainHello() {
        return Reply.of(250, "", dialect.host());
    }

    public Reply help() {
        return new Reply(214, "2.0.0", List.of(text("smtp.help")));
    }

    /** A chunk that was read, of a message that is not safe yet. */
    public Reply received(long octets) {
        return Reply.of(250, "2.0.0", text("smtp.chunk", Long.toString(octets)));
    }

    /** A message that is safe now. */
    public Reply taken(String id) {
        return Reply.of(250, "2.0.0", text("smtp.taken", id));
    }

    /** What the intake said of one recipient. */
    public Reply of(RecipientOutcome outcome, String address) {
        return switch (outcome) {
            case RecipientOutcome.Accepted ignored -> Reply.of(250, "2.1.5", text("smtp.recipient"));
            case RecipientOutcome.AcceptedForGroup ignored -> Reply.of(250, "2.1.5", text("smtp.recipient"));
            // 5.2.4, mailing list expansion problem (RFC 3463 §3.3).
            case RecipientOutcome.NotForGroup no -> reply(550, "5.2.4", no.why());
            case RecipientOutcome.NoSuchAddress ignored ->
                looksLikeRelaying(address)
                        ? reply(550, "5.7.1", new Failure.NotFound(KB.NOT_LOCAL, address))
                        : reply(550, "5.1.1", new Failure.NotFound(KB.NO_SUCH_ADDRESS, address));
            case RecipientOutcome.NotLocal ignored -> reply(550, "5.7.1", new Failure.NotFound(KB.NOT_LOCAL, address));
            case RecipientOutcome.SwitchedOff off -> reply(450, "4.2.1", off.why());
            case RecipientOutcome.MailboxFull full ->
                full.never() ? reply(552, "5.2.2", full.why()) : reply(452, "4.2.2", full.why());
            case RecipientOutcome.Loops loops -> reply(554, "5.4.6", loops.why());
            case RecipientOutcome.CannotTell unknown -> unreachable(unknown.why());
        };
    }

    /** What could not be decided is never permanent. */
    private Reply unreachable(Failure why) {
        Reply reply = of(why);
        return reply.code() < 500 && reply.code() != 421 ? reply : reply(451, "4.4.3", why);
    }

    /** Address literals, user%elsewhere@here and its relatives are attempts to relay (RFC 5321 §3.6, appendix F.2). */
    private static boolean looksLikeRelaying(String address) {
        if (address.endsWith("]")) return true;
        String local = address.substring(0, Math.max(0, address.lastIndexOf('@')));
        return local.indexOf('%') >= 0 || local.indexOf('!') >= 0 || local.indexOf('@') >= 0;
    }

    /** A failure of any kind. */
    public Reply of(Failure failure) {
        return switch (failure) {
            case Failure.Off f -> reply(421, "4.3.2", f);
            case Failure.Unreadable f -> reply(451, "4.3.0", f);
            case Failure.Denied f -> reply(550, "5.7.1", f);
            case Failure.Broken f -> reply(451, "4.3.0", f);
            case Failure.NotFound f -> notFound(f);
            case Failure.Full f ->
                f.problem().equals(KB.MAILBOX_FULL) ? reply(452, "4.2.2", f) : reply(452, "4.3.1", f);
            case Failure.TooLarge f -> tooLarge(f);
            case Failure.TooMany f -> tooMany(f);
            case Failure.Busy f -> reply(451, "4.3.2", f);
            case Failure.RateLimited f -> reply(421, "4.7.0", f);
            case Failure.BadInput f -> badInput(f);
            case Failure.Conflict f -> reply(451, "4.3.0", f);
            case Failure.AlreadyExists f -> reply(451, "4.3.0", f);
            case Failure.Expired f -> reply(451, "4.3.0", f);
            case Failure.NotSignedIn f -> reply(530, "5.7.0", f);
            case Failure.BadCredentials f -> reply(535, "5.7.8", f);
            case Failure.Unavailable f -> reply(451, "4.3.0", f);
            case Failure.ReadOnly f -> reply(451, "4.3.0", f);
            case Failure.TimedOut f ->
                f.problem().equals(KB.SESSION_TOO_LONG_IDLE) ? reply(421, "4.4.2", f) : reply(451, "4.3.2", f);
            case Failure.Unsupported f -> reply(502, "5.5.1", f);
            case Failure.OutOfOrder f -> reply(outOfOrder(f), "5.5.1", f);
            case Failure.CannotCalculate f -> reply(451, "4.3.0", f);
            case Failure.Stopping f -> reply(421, "4.3.2", f);
            case Failure.Taken f -> reply(451, "4.3.0", f);
            case Failure.Internal f -> reply(451, "4.3.0", f);
        };
    }

    /** An address that is known to be nobody's is final; anything else that is missing is a fault of ours. */
    private Reply notFound(Failure.NotFound f) {
        return f.problem().equals(KB.NO_SUCH_ADDRESS) ? reply(550, "5.1.1", f) : reply(451, "4.3.0", f);
    }

    /** Nobody to deliver to: 554 says so (RFC 5321 §3.3); LMTP must say 503 (RFC 2033 §4.2). */
    private int outOfOrder(Failure.OutOfOrder f) {
        return f.problem().equals(KB.NO_RECIPIENT_ACCEPTED) && !dialect.lmtp() ? 554 : 503;
    }

    private Reply tooLarge(Failure.TooLarge f) {
        return f.problem().equals(KB.LINE_TOO_LONG) ? reply(500, "5.5.6", f) : reply(552, "5.3.4", f);
    }

    private Reply tooMany(Failure.TooMany f) {
        ProblemId id = f.problem();
        if (id.equals(KB.MAIL_LOOP)) return reply(554, "5.4.6", f);
        if (id.equals(KB.TOO_MANY_RECIPIENTS)) return reply(452, "4.5.3", f);
        if (id.equals(KB.TOO_MANY_CONNECTIONS)) return reply(421, "4.3.2", f);
        return reply(421, "4.7.0", f);
    }

    private Reply badInput(Failure.BadInput f) {
        ProblemId id = f.problem();
        if (id.equals(KB.BARE_LINE_ENDING)) return reply(554, "5.6.0", f);
        if (id.equals(KB.PLAINTEXT_AFTER_STARTTLS)) return reply(554, "5.5.1", f);
        if (id.equals(KB.UNKNOWN_COMMAND)) return reply(500, "5.5.2", f);
        return reply(501, "5.5.4", f);
    }

    /** A refusal with a code of the command's own. */
    public Reply reply(int code, String enhanced, Failure failure) {
        return Reply.of(code, enhanced, problems.title(failure) + " (" + failure.problem() + ")");
    }
}
