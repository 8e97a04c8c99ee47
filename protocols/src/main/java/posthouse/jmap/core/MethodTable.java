// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.2
package posthouse.jmap.core;

import java.util.List;
import posthouse.jmap.command.AppPasswordGet;
import posthouse.jmap.command.AppPasswordSet;
import posthouse.jmap.command.BlobCopy;
import posthouse.jmap.command.ClientSessionGet;
import posthouse.jmap.command.ClientSessionSet;
import posthouse.jmap.command.CoreEcho;
import posthouse.jmap.command.EmailChanges;
import posthouse.jmap.command.EmailCopy;
import posthouse.jmap.command.EmailGet;
import posthouse.jmap.command.EmailImport;
import posthouse.jmap.command.EmailParse;
import posthouse.jmap.command.EmailQuery;
import posthouse.jmap.command.EmailQueryChanges;
import posthouse.jmap.command.EmailSet;
import posthouse.jmap.command.EmailSubmissionChanges;
import posthouse.jmap.command.EmailSubmissionGet;
import posthouse.jmap.command.EmailSubmissionQuery;
import posthouse.jmap.command.EmailSubmissionQueryChanges;
import posthouse.jmap.command.EmailSubmissionSet;
import posthouse.jmap.command.IdentityChanges;
import posthouse.jmap.command.IdentityGet;
import posthouse.jmap.command.IdentitySet;
import posthouse.jmap.command.MailboxChanges;
import posthouse.jmap.command.MailboxEmpty;
import posthouse.jmap.command.MailboxGet;
import posthouse.jmap.command.MailboxMarkAllRead;
import posthouse.jmap.command.MailboxQuery;
import posthouse.jmap.command.MailboxQueryChanges;
import posthouse.jmap.command.MailboxSet;
import posthouse.jmap.command.PasswordChange;
import posthouse.jmap.command.PreferencesGet;
import posthouse.jmap.command.PreferencesSet;
import posthouse.jmap.command.QuotaGet;
import posthouse.jmap.command.RecipientQuery;
import posthouse.jmap.command.SearchSnippetGet;
import posthouse.jmap.command.ThreadChanges;
import posthouse.jmap.command.ThreadGet;
import posthouse.jmap.command.VacationResponseGet;
import posthouse.jmap.command.VacationResponseSet;

/** Every method that is offered. */
public final class MethodTable {
    private MethodTable() {}

    public static List<Method> all() {
        return List.of(
                new CoreEcho(),
                new BlobCopy(),
                new MailboxGet(),
                new MailboxChanges(),
                new MailboxQuery(),
                new MailboxQueryChanges(),
                new MailboxSet(),
                new ThreadGet(),
                new ThreadChanges(),
                new EmailGet(),
                new EmailChanges(),
                new EmailQuery(),
                new EmailQueryChanges(),
                new EmailSet(),
                new EmailImport(),
                new EmailParse(),
                new EmailCopy(),
                new SearchSnippetGet(),
                new IdentityGet(),
                new IdentityChanges(),
                new IdentitySet(),
                new EmailSubmissionGet(),
                new EmailSubmissionChanges(),
                new EmailSubmissionQuery(),
                new EmailSubmissionQueryChanges(),
                new EmailSubmissionSet(),
                new VacationResponseGet(),
                new VacationResponseSet(),
                new QuotaGet(),
                new PreferencesGet(),
                new PreferencesSet(),
                new RecipientQuery(),
                new ClientSessionGet(),
                new ClientSessionSet(),
                new AppPasswordGet(),
                new AppPasswordSet(),
                new PasswordChange(),
                new MailboxMarkAllRead(),
                new MailboxEmpty());
    }
}
