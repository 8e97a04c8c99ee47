// SPDX-License-Identifier: Apache-2.0
// RFC 5321 §4.5.1 minimum implementation · RFC 4954 AUTH, RFC 5321 EXPN: not offered here
package posthouse.smtp.command;

import java.util.HashMap;
import java.util.Map;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** The table of commands of a dialect. */
public final class Commands {
    private Commands() {}

    public static Map<String, Command> of(boolean lmtp) {
        Map<String, Command> table = new HashMap<>();
        if (lmtp) {
            table.put("LHLO", new Hello(true));
        } else {
            table.put("EHLO", new Hello(true));
            table.put("HELO", new Hello(false));
        }
        table.put("MAIL", new Mail());
        table.put("RCPT", new Rcpt());
        table.put("DATA", new Data());
        table.put("BDAT", new Bdat());
        table.put("STARTTLS", new StartTls());
        for (Simple simple : Simple.values()) table.put(simple.name(), simple);
        for (String known : new String[] {"AUTH", "EXPN", "ETRN", "TURN", "SEND", "SOML", "SAML"})
            table.put(known, (session, arguments) -> {
                throw new Refused(new Failure.Unsupported(KB.UNSUPPORTED, known));
            });
        return Map.copyOf(table);
    }
}
