// SPDX-License-Identifier: Apache-2.0
// RFC 8620 §3.2
package posthouse.jmap.core;

import java.util.List;
import posthouse.jmap.command.CoreEcho;
import posthouse.jmap.command.EmailGet;
import posthouse.jmap.command.EmailQuery;
import posthouse.jmap.command.MailboxGet;
import posthouse.jmap.command.ThreadGet;

/** Every method that is offered. */
public final class MethodTable {
    private MethodTable() {}

    public static List<Method> all() {
        return List.of(new CoreEcho(), new MailboxGet(), new ThreadGet(), new EmailGet(), new EmailQuery());
    }
}
